import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMinutes } from '@cashwrap/shared/time'
import { fastify } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fixedClock } from '../../../test/support/fixed-clock.ts'
import type { FileStorage } from '../../modules/access/index.ts'
import { downloadsRoutes } from '../../transport/http/downloads.routes.ts'
import { openStorage } from './open-storage.ts'

const clock = fixedClock()
const START = clock.now()
const label = { fileName: 'Trick sheets.pdf', contentType: 'application/pdf' }
const content = Buffer.from('0123456789')
let parent: string
let storage: FileStorage
const app = fastify()

const pathOf = (url: string) => url.replace('https://shop.example', '')
const link = async (key = 'sheets/one.pdf', of = label) =>
  pathOf(await storage.signedUrl(key, of, addMinutes(START, 10)))
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
const changed = (url: string, name: string, value: string | null) => {
  const next = new URL(url, 'https://shop.example')
  if (value === null) next.searchParams.delete(name)
  else next.searchParams.set(name, value)
  return pathOf(next.href)
}

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cashwrap-files-'))
  await writeFile(join(parent, 'outside.txt'), 'not for anyone')
  storage = openStorage(`file:${join(parent, 'files')}`, {
    baseUrl: 'https://shop.example',
    secret: 'a secret of the test',
    clock,
  })
  downloadsRoutes(app, { storage })
  await storage.put('sheets/one.pdf', content, 'application/pdf')
  await storage.put('sheets/two.pdf', Buffer.from('another file'), 'application/pdf')
})
beforeEach(() => clock.set(START))
afterAll(async () => {
  await app.close()
  await rm(parent, { recursive: true })
})

describe('a signed link', () => {
  it('gives the file to save, and to nobody on the way', async () => {
    const answer = await get(await link())
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload).toEqual(content)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '10',
      'content-disposition': `attachment; filename="Trick sheets.pdf"; filename*=UTF-8''Trick%20sheets.pdf`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  it('carries any name, and no header in it', async () => {
    const answer = await get(
      await link('sheets/one.pdf', { ...label, fileName: `剣玉 "é'\r\nset-cookie: a=1/../x.pdf` }),
    )
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    const disposition = String(answer.headers['content-disposition'])
    expect(disposition).toMatch(
      /^attachment; filename="__ __'--set-cookie: a=1-\.\.-x\.pdf"; filename\*=UTF-8''[\w%.-]+$/,
    )
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(`剣玉 "é'--set-cookie: a=1-..-x.pdf`)
  })

  it('works until its last second and is gone after it', async () => {
    const url = await link()
    clock.set(new Date(addMinutes(START, 10).getTime() - 1))
    expect((await get(url)).statusCode).toBe(200)
    clock.set(addMinutes(START, 10))
    const late = await get(url)
    expect(late.statusCode).toBe(410)
    expect(late.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(late.body).toContain('has expired')
    expect(late.headers['content-disposition']).toBeUndefined()
  })

  it.each([
    ['another expiry', (url: string) => changed(url, 'expires', '9999999999')],
    ['another file', (url: string) => url.replace('one.pdf', 'two.pdf')],
    ['another name', (url: string) => changed(url, 'name', 'x.html')],
    ['another type', (url: string) => changed(url, 'type', 'text/html')],
    ['no signature', (url: string) => changed(url, 'signature', null)],
    ['an empty signature', (url: string) => changed(url, 'signature', '')],
    ['a made-up signature', (url: string) => changed(url, 'signature', Buffer.alloc(32).toString('base64url'))],
    ['two signatures', (url: string) => `${url}&signature=x`],
    ['no query', (url: string) => url.split('?')[0] ?? ''],
  ])('is refused with %s', async (_, forge) => {
    const answer = await get(forge(await link()))
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('not valid')
    expect(answer.body).not.toContain('another file')
  })

  it('of another secret is refused', async () => {
    const other = openStorage(`file:${parent}/files`, {
      baseUrl: 'https://shop.example',
      secret: 'some other secret',
      clock,
    })
    expect((await get(pathOf(await other.signedUrl('sheets/one.pdf', label, addMinutes(START, 10))))).statusCode).toBe(
      403,
    )
  })

  it('to a file that is gone says so', async () => {
    expect((await get(await link('sheets/three.pdf'))).statusCode).toBe(404)
    expect((await get(await link('sheets'))).statusCode).toBe(404)
  })

  it.each([
    '../outside.txt',
    '..%2foutside.txt',
    '%2e%2e/outside.txt',
    'sheets/..%2f..%2foutside.txt',
    '%2fetc%2fpasswd',
    'sheets%5c..%5coutside.txt',
    'one.pdf%00',
    '',
  ])('leads nowhere as /downloads/%s', async (path) => {
    const query = (await link()).split('?')[1]
    const answer = await get(`/downloads/${path}?${query}`)
    expect([403, 404]).toContain(answer.statusCode)
    expect(answer.body).not.toContain('not for anyone')
  })
})

describe('ranges', () => {
  it.each([
    ['bytes=2-5', 206, '2345', 'bytes 2-5/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('%s', async (range, status, body, contentRange) => {
    const answer = await get(await link(), { range })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toBe(body)
    expect(answer.headers['content-range']).toBe(contentRange)
    expect(answer.headers['content-length']).toBe(String(body.length))
  })
})

describe('keeping files', () => {
  it('replaces a file whole and leaves nothing beside it', async () => {
    await storage.put('notes/a.txt', Buffer.from('old and longer'), 'text/plain')
    await storage.put('notes/a.txt', Buffer.from('new'), 'text/plain')
    expect((await get(await link('notes/a.txt'))).body).toBe('new')
    expect(await readdir(join(parent, 'files', 'notes'))).toEqual(['a.txt'])
  })

  it.each(['', '/a', 'a/', '../a', 'a/../b', 'a//b', '.hidden', 'a/.b', 'A', 'a b', 'a\\b', 'a\0', 'a%2f'])(
    'refuses the key %j',
    async (key) => {
      await expect(storage.put(key, content, 'text/plain')).rejects.toThrow(RangeError)
      await expect(storage.signedUrl(key, label, START)).rejects.toThrow(RangeError)
    },
  )
})

describe('the address of a storage', () => {
  const options = { baseUrl: 'https://shop.example', secret: 'a secret of the test', clock }
  it.each([
    'ftp://host/files',
    '/var/files',
    's3://bucket',
    's3://KEY:hunter2@host',
    's3://host/bucket',
    's3://KEY@host/bucket',
  ])('%s is refused in a sentence that keeps the secret', (url) => {
    expect(() => openStorage(url, options)).toThrow(/^STORAGE_URL is not usable: it must/)
    expect(() => openStorage(url, options)).not.toThrow('hunter2')
  })
})

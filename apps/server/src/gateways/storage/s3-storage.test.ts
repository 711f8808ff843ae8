import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixedClock } from '../../../test/support/fixed-clock.ts'
import type { FileStorage } from '../../modules/access/index.ts'
import { openStorage } from './open-storage.ts'

const KEY_ID = 'AKIDTEST'
const SECRET = 'se/cr+et'
const REGION = 'eu-test-1'

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest()
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Signature Version 4, written from Amazon's description of it and not from the client's code. */
function signatureOf(
  request: IncomingMessage,
  url: URL,
  parts: { scope: string; at: string; signedHeaders: string; bodyHash: string },
): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const headers = parts.signedHeaders
    .split(';')
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
    .join('')
  const path = url.pathname
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/')
  const canonical = [request.method, path, query, headers, parts.signedHeaders, parts.bodyHash].join('\n')
  const [date = '', region = '', service = '', end = ''] = parts.scope.split('/')
  const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, date), region), service), end)
  return hmac(key, ['AWS4-HMAC-SHA256', parts.at, parts.scope, sha256(canonical)].join('\n')).toString('hex')
}

interface Stored {
  body: Buffer
  contentType: string | undefined
}

const objects = new Map<string, Stored>()
const refusals: string[] = []
let failuresLeft = 0
let server: Server
let origin: string
let storage: FileStorage
const clock = fixedClock()

async function answer(
  request: IncomingMessage,
): Promise<{ status: number; headers?: Record<string, string>; body?: Buffer | string }> {
  const url = new URL(request.url ?? '', origin)
  const body = await buffer(request)
  const refuse = (why: string) => {
    refusals.push(why)
    return { status: 403, body: why }
  }
  const isScoped = (scope: string, at: string) => scope === `${at.slice(0, 8)}/${REGION}/s3/aws4_request`
  if (failuresLeft > 0) {
    failuresLeft--
    return { status: 503 }
  }

  if (request.method === 'PUT') {
    const match =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
        String(request.headers.authorization),
      )
    if (!match) return refuse('authorization')
    const [, keyId, scope = '', signedHeaders = '', signature] = match
    const at = String(request.headers['x-amz-date'])
    const bodyHash = String(request.headers['x-amz-content-sha256'])
    if (keyId !== KEY_ID || !isScoped(scope, at)) return refuse('scope')
    if (!signedHeaders.split(';').includes('host')) return refuse('host unsigned')
    if (bodyHash !== sha256(body)) return refuse('body hash')
    if (signature !== signatureOf(request, url, { scope, at, signedHeaders, bodyHash })) return refuse('signature')
    objects.set(url.pathname, { body, contentType: request.headers['content-type'] })
    return { status: 200 }
  }

  const at = url.searchParams.get('X-Amz-Date') ?? ''
  const [keyId, ...scope] = (url.searchParams.get('X-Amz-Credential') ?? '').split('/')
  const signedHeaders = url.searchParams.get('X-Amz-SignedHeaders') ?? ''
  const expected = signatureOf(request, url, {
    scope: scope.join('/'),
    at,
    signedHeaders,
    bodyHash: 'UNSIGNED-PAYLOAD',
  })
  if (keyId !== KEY_ID || !isScoped(scope.join('/'), at)) return refuse('scope')
  if (url.searchParams.get('X-Amz-Signature') !== expected) return refuse('signature')
  const stored = objects.get(url.pathname)
  if (!stored) return { status: 404 }
  const headers = {
    'content-type': url.searchParams.get('response-content-type') ?? '',
    'content-disposition': url.searchParams.get('response-content-disposition') ?? '',
  }
  return { status: 200, headers, body: stored.body }
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(request)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  const address = `s3://${KEY_ID}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/a-bucket/shop?region=${REGION}&tls=off`
  storage = openStorage(address, { baseUrl: 'https://shop.example', secret: 'unused', clock })
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const label = { fileName: "Trick sheets (A4) 'é'.pdf", contentType: 'application/pdf' }

describe('a bucket', () => {
  it('takes a file and gives it to who has the link', async () => {
    await storage.put('sheets/one.pdf', Buffer.from('%PDF-'), 'application/pdf')
    expect(objects.get('/a-bucket/shop/sheets/one.pdf')?.contentType).toBe('application/pdf')
    const link = await storage.signedUrl('sheets/one.pdf', label, addMinutes(clock.now(), 10))
    const got = await fetch(link)
    expect(refusals).toEqual([])
    expect(got.status).toBe(200)
    expect(await got.text()).toBe('%PDF-')
    expect(got.headers.get('content-type')).toBe('application/pdf')
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename="Trick sheets (A4) '_'.pdf"; filename*=UTF-8''Trick%20sheets%20%28A4%29%20%27%C3%A9%27.pdf`,
    )
    expect(new URL(link).searchParams.get('X-Amz-Expires')).toBe('600')
    expect(link).not.toContain(encodeURIComponent(SECRET))
  })

  it('has its links bound to file, name and time', async () => {
    await storage.put('sheets/two.pdf', Buffer.from('two'), 'application/pdf')
    const link = await storage.signedUrl('sheets/two.pdf', label, addMinutes(clock.now(), 10))
    const forgeries = [
      link.replace('two.pdf', 'one.pdf'),
      link.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'),
      link.replace('pdf&', 'exe&'),
    ]
    for (const forged of forgeries) {
      expect(forged).not.toBe(link)
      expect((await fetch(forged)).status).toBe(403)
    }
  })

  it('is tried again when it is busy, and a refusal is an error without a secret', async () => {
    failuresLeft = 2
    await storage.put('notes/a.txt', Buffer.from('kept'), 'text/plain')
    expect(objects.get('/a-bucket/shop/notes/a.txt')?.body.toString()).toBe('kept')
    const stranger = openStorage(`s3://${KEY_ID}:wrong@${new URL(origin).host}/a-bucket?region=${REGION}&tls=off`, {
      baseUrl: 'https://shop.example',
      secret: 'unused',
      clock,
    })
    await expect(stranger.put('notes/b.txt', Buffer.from('x'), 'text/plain')).rejects.toThrow(
      'the file storage answered 403 to a PUT',
    )
  })

  it('serves no link of this server, and refuses keys that lead out of the bucket', async () => {
    expect(await storage.openLink({ key: 'sheets/one.pdf', query: {} })).toEqual({
      ok: false,
      failure: { kind: 'missing' },
    })
    for (const key of ['../other/a', '/a', 'a?b', 'a#b'])
      await expect(storage.signedUrl(key, label, clock.now())).rejects.toThrow(RangeError)
  })
})

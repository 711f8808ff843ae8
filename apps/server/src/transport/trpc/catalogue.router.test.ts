import { Product, ProductPage, ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import { OpenedCourse } from '@cashwrap/shared/contracts/library'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../../test/support/house.ts'
import { seedDemo } from '../../demo/seed-demo.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  await seedDemo(house.deps, { ifEmpty: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const ask = async (path: string, input?: unknown) => {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  const response = await fetch(`${house.url}/trpc/${path}${query}`)
  const body = (await response.json()) as {
    result?: { data: unknown }
    error?: { data: { failure: { kind: string } } }
  }
  return { status: response.status, data: body.result?.data, failure: body.error?.data.failure }
}

describe('the shop over the wire', () => {
  it('shows shelves, a product and itself to anyone', async () => {
    const { items } = ProductPage.parse((await ask('catalogue.list', { search: 'lighthouse', kind: 'lesson' })).data)
    expect(items.map((item) => item.slug)).toEqual(['lighthouse-in-an-hour'])
    const product = Product.parse((await ask('catalogue.get', { slug: 'premium-course' })).data)
    expect(product).toMatchObject({
      title: 'Premium Course',
      credits: null,
      isOwned: false,
      prices: [{ amount: 4999, currency: 'USD' }],
    })
    const shop = ShopInfo.parse((await ask('catalogue.shopInfo')).data)
    expect(shop).toEqual({
      name: 'Kendama School',
      mode: 'sandbox',
      tax: { mode: 'off', countries: [] },
      clockOffsetSeconds: 0,
    })
  })

  it('opens the previews of a course and none of the rest to a stranger', async () => {
    const course = OpenedCourse.parse((await ask('library.openCourse', { slug: 'premium-course' })).data)
    expect(course.lessons.map((lesson) => lesson.position)).toEqual([1, 2])
    expect((await ask('catalogue.get', { slug: 'premium-course' })).data).not.toHaveProperty('lessons.0.body')
  })

  it.each([
    ['catalogue.list', { limit: 0 }],
    ['catalogue.list', { limit: 101 }],
    ['catalogue.list', { kind: 'hat' }],
    ['catalogue.list', { sort: 'cheapest' }],
    ['catalogue.list', { search: 'a'.repeat(101) }],
    ['catalogue.list', { limit: 5, offset: 10 }],
    ['catalogue.get', { slug: 'premium-course', id: 1 }],
    ['catalogue.get', { slug: '' }],
    ['library.openCourse', { slug: 'premium-course', all: true }],
  ])('refuses %s with %j', async (path, input) => {
    expect(await ask(path, input)).toMatchObject({ status: 400, failure: { kind: 'invalid-input' } })
  })

  it('says what is not there, and asks a stranger to sign in for what is theirs', async () => {
    expect(await ask('catalogue.get', { slug: 'nothing' })).toMatchObject({
      status: 404,
      failure: { kind: 'not-found', what: 'product' },
    })
    expect(await ask('library.openCourse', { slug: 'nothing' })).toMatchObject({
      status: 404,
      failure: { kind: 'not-found', what: 'course' },
    })
    expect(await ask('library.list')).toMatchObject({ status: 401, failure: { kind: 'sign-in-required' } })
  })
})

describe('files and pictures over the wire', () => {
  it('come with headers of their own among those of the server', async () => {
    const file = await house.deps.db
      .selectFrom('digital_files')
      .select(['storage_key', 'size_bytes'])
      .where('file_name', '=', 'Practice log.pdf')
      .limit(1)
      .executeTakeFirstOrThrow()
    const label = { fileName: 'Practice log.pdf', contentType: 'application/pdf' }
    const link = new URL(
      await house.deps.storage.signedUrl(file.storage_key, label, addMinutes(house.deps.clock.now(), 10)),
    )
    const download = await fetch(`${house.url}${link.pathname}${link.search}`)
    expect(download.status).toBe(200)
    expect((await download.bytes()).length).toBe(file.size_bytes)
    expect(download.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    expect(download.headers.get('cache-control')).toBe('private, no-store')
    expect((await fetch(`${house.url}${link.pathname}`)).status).toBe(403)

    const picture = await fetch(`${house.url}/pictures/premium-spike-course.svg?theme=dark`)
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await picture.text()).toMatch(/^<svg /)
  })
})

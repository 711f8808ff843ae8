import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertProduct } from '../../support/builders/product.ts'
import { type House, openHouse } from '../../support/house.ts'
import { Shopper } from '../../support/shopper.ts'
import { add, COURSE, cartIn, create, idOf, sessionIn, stockExamples, WORKSHOP } from './shop.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  await stockExamples(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const put = (shopper: Shopper, body: object, key?: string) =>
  shopper.rest('POST', '/api/cart/items', { body, ...(key !== undefined && { headers: { 'idempotency-key': key } }) })
const cartsOf = async () =>
  (
    await house.deps.db
      .selectFrom('carts')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count
const strong = () => randomBytes(16).toString('hex')

describe('the cart', () => {
  it('is the one of the shop’s own pages, whoever filled it', async () => {
    const shopper = new Shopper(house.url)
    await add(shopper, COURSE)
    await shopper.fill('sheets')
    const pages = await shopper.cart()
    const rest = cartIn(await shopper.rest('GET', '/api/cart'))
    expect(rest.lines.map(({ id, productId }) => [id, productId])).toEqual([
      [pages.lines[0]?.id, COURSE],
      [pages.lines[1]?.id, 'test_sheets'],
    ])
    expect(pages.lines[0]?.productId).toBe(await idOf(house, COURSE))
    expect(rest.total).toBe(pages.total)
    const started = await shopper.startPayable()
    expect(sessionIn(await create(shopper, { cancelUrl: '/checkout/cancel' })).orderId).toBe(started.orderId)
  })

  it('knows a product by its old name and by ours, and adds up what comes twice', async () => {
    const shopper = new Shopper(house.url)
    await add(shopper, WORKSHOP, 2)
    expect((await add(shopper, (await idOf(house, WORKSHOP)).toUpperCase(), 3)).lines).toMatchObject([
      { productId: WORKSHOP, quantity: 5 },
    ])
    await put(shopper, { productId: WORKSHOP })
    expect((await shopper.cart()).itemCount).toBe(6)
    expect(await put(shopper, { productId: WORKSHOP, quantity: 94 })).toMatchObject({ status: 400 })
    expect((await shopper.cart()).itemCount).toBe(6)
  })

  it('takes a name that looks like an id of ours for the name', async () => {
    const externalId = await idOf(house, COURSE)
    await insertProduct(house.deps.db, { externalId, title: 'Called like another' })
    const { lines } = await add(new Shopper(house.url), externalId)
    expect(lines).toMatchObject([{ title: 'Called like another', productId: externalId }])
    await house.deps.db
      .updateTable('products')
      .set({ external_id: 'called_otherwise' })
      .where('external_id', '=', externalId)
      .execute()
  })

  it('is nobody else’s', async () => {
    const shopper = new Shopper(house.url)
    const line = (await add(shopper, COURSE)).lines[0]
    const other = new Shopper(house.url)
    await add(other, 'test_video')
    for (const [method, body] of [
      ['PATCH', { quantity: 9 }],
      ['DELETE', undefined],
    ] as const) {
      expect((await other.rest(method, `/api/cart/items/${line?.id}`, { body })).status).toBe(404)
      expect((await new Shopper(house.url).rest(method, `/api/cart/items/${line?.id}`, { body })).status).toBe(404)
    }
    expect((await shopper.cart()).itemCount).toBe(1)
  })

  it('says of things of two currencies that they do not go together, and of what is not sold that it is not', async () => {
    const shopper = new Shopper(house.url)
    await add(shopper, 'test_postcard')
    expect(cartIn(await shopper.rest('GET', '/api/cart'))).toMatchObject({ currency: 'JPY', total: 300 })
    expect(await put(shopper, { productId: COURSE })).toMatchObject({
      status: 422,
      body: { error: 'The cart is in JPY, this item is sold in USD.' },
    })
    await insertProduct(house.deps.db, { externalId: 'course_draft', status: 'draft' })
    expect(await put(shopper, { productId: 'course_draft' })).toMatchObject({
      status: 404,
      body: { error: 'Product not found' },
    })
    expect(await put(shopper, { productId: 'test_membership' })).toMatchObject({ status: 409 })
  })

  it('marks what is not sold any more and charges nothing for it', async () => {
    const productId = await insertProduct(house.deps.db, { externalId: 'course_gone', title: 'Gone' })
    const shopper = new Shopper(house.url)
    await add(shopper, 'course_gone')
    await add(shopper, COURSE)
    await house.deps.db.updateTable('products').set({ status: 'unpublished' }).where('id', '=', productId).execute()
    expect(cartIn(await shopper.rest('GET', '/api/cart'))).toMatchObject({
      total: 4999,
      lines: [{ productId: 'course_gone', total: 0, notices: [{ kind: 'unavailable', reason: 'unpublished' }] }, {}],
    })
    expect(await create(shopper)).toMatchObject({ status: 409, body: { error: expect.stringMatching(/^Gone /) } })
  })
})

describe('the cookie', () => {
  it('is set by the first item alone, for thirty days, out of reach of scripts', async () => {
    const shopper = new Shopper(house.url)
    for (const [method, path, body] of [
      ['GET', '/api/cart', undefined],
      ['DELETE', '/api/cart/coupon', undefined],
      ['POST', '/api/cart/coupon', { code: 'FIRSTPULL' }],
    ] as const)
      expect((await shopper.rest(method, path, { body })).headers.getSetCookie()).toEqual([])
    const first = await put(shopper, { productId: COURSE })
    const [cookie] = first.headers.getSetCookie()
    expect(cookie).toMatch(/^session_id=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await put(shopper, { productId: 'test_video' })).headers.getSetCookie()).toEqual([])
    const [other] = (await put(new Shopper(house.url), { productId: COURSE })).headers.getSetCookie()
    expect(other).not.toBe(cookie)
  })
})

describe('a key', () => {
  it('adds once, however often it is sent', async () => {
    const shopper = new Shopper(house.url)
    await add(shopper, 'test_video')
    const first = await put(shopper, { productId: WORKSHOP, quantity: 2 }, 'short')
    const again = await put(shopper, { productId: WORKSHOP, quantity: 2 }, 'short')
    expect(again).toMatchObject({ status: 200, body: first.body })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await shopper.cart()).itemCount).toBe(3)
    expect(await put(shopper, { productId: WORKSHOP, quantity: 3 }, 'short')).toMatchObject({
      status: 422,
      body: { success: false },
    })
    const other = new Shopper(house.url)
    await add(other, 'test_video')
    await put(other, { productId: WORKSHOP, quantity: 3 }, 'short')
    expect((await other.cart()).itemCount).toBe(4)
  })

  it('gives a browser that lost its first answer the same cart and the same session', async () => {
    const key = strong()
    const shopper = new Shopper(house.url)
    const first = await put(shopper, { productId: WORKSHOP, quantity: 2 }, key)
    const before = await cartsOf()
    const again = new Shopper(house.url)
    expect((await put(again, { productId: WORKSHOP, quantity: 2 }, key)).body).toEqual(first.body)
    expect(again.cookieValues()).toEqual(shopper.cookieValues())
    expect((await put(shopper, { productId: WORKSHOP, quantity: 2 }, key)).body).toEqual(first.body)
    expect((await again.cart()).itemCount).toBe(2)
    expect(await cartsOf()).toBe(before)
    expect(await put(new Shopper(house.url), { productId: COURSE }, key)).toMatchObject({ status: 422 })
    expect(
      (await house.deps.db.selectFrom('idempotency_keys').selectAll().execute()).some((row) =>
        JSON.stringify(row).includes(String(shopper.cookieValues()[0])),
      ),
    ).toBe(false)
  })

  it.each(['short', '550e8400-e29b-41d4-a716-446655440000', '1'.repeat(38)])(
    'of a browser without a session must not be guessable: %s',
    async (key) => {
      const shopper = new Shopper(house.url)
      expect(await put(shopper, { productId: COURSE }, key)).toMatchObject({
        status: 400,
        body: { success: false, error: expect.stringContaining('128') },
      })
      expect(shopper.cookieValues()).toEqual([])
    },
  )

  it('sent many times at once still adds once', async () => {
    const key = strong()
    const crowd = Array.from({ length: 8 }, () => new Shopper(house.url))
    const answers = await Promise.all(crowd.map((shopper) => put(shopper, { productId: WORKSHOP }, key)))
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(new Set(crowd.flatMap((shopper) => shopper.cookieValues())).size).toBe(1)
    expect((await crowd[0]?.cart())?.itemCount).toBe(1)
  })

  it('counts for a coupon too', async () => {
    const shopper = new Shopper(house.url)
    await add(shopper, COURSE)
    const use = (code: string) =>
      shopper.rest('POST', '/api/cart/coupon', { body: { code }, headers: { 'idempotency-key': 'coupon' } })
    const first = await use('FIRSTPULL')
    await shopper.rest('DELETE', '/api/cart/coupon')
    expect((await use('FIRSTPULL')).body).toEqual(first.body)
    expect((await shopper.cart()).coupon).toBe(null)
    expect((await use('OTHER')).status).toBe(422)
  })
})

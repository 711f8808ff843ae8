import { randomBytes } from 'node:crypto'
import type { OrderId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeSignInLink, systemActor } from '../../../src/modules/auth/index.ts'
import { replacePrice } from '../../../src/modules/catalogue/index.ts'
import { sweepOnce } from '../../../src/transport/jobs/sweep.ts'
import { insertProduct } from '../../support/builders/product.ts'
import { expectOnePurchase, expectSound } from '../../support/expect-sound.ts'
import { type House, openHouse } from '../../support/house.ts'
import { Shopper } from '../../support/shopper.ts'
import { addCoupon } from '../../support/stock.ts'
import { until } from '../../support/until.ts'
import { add, COURSE, cartIn, create, idOf, sessionIn, stockExamples } from './shop.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await stockExamples(house)
})
afterAll(() => house[Symbol.asyncDispose]())
afterEach(() => house.sandbox.clearFaults())

const MAKE = { operation: 'POST /v1/checkout/sessions', count: 1 } as const
const SORRY = { success: false, error: 'Payment system error. Please try again later.' }
const usd = (amount: number) => [{ amount, currency: 'USD' }]
let made = 0
/** An event that no other test books. */
const openEvent = async (seats: number): Promise<string> => {
  const externalId = `event_${++made}`
  await insertProduct(house.deps.db, { externalId, title: `Evening ${made}`, seats, prices: usd(800) })
  return externalId
}
const buyer = async (...items: [productId: string, quantity?: number][]): Promise<Shopper> => {
  const shopper = new Shopper(house.url)
  for (const [productId, quantity = 1] of items) await add(shopper, productId, quantity)
  return shopper
}
const orderOf = async (shopper: Shopper) =>
  house.deps.db
    .selectFrom('orders')
    .select(['id', 'state', 'buyer_user_id', 'buyer_email', 'total'])
    .where('buyer_email', '=', shopper.email)
    .orderBy('number')
    .execute()
const seatsOf = async (event: string) =>
  house.deps.db
    .selectFrom('events')
    .select(['held', 'sold'])
    .where('product_id', '=', await idOf(house, event))
    .executeTakeFirstOrThrow()
const bookingsOf = async (orderId: OrderId) =>
  house.deps.db.selectFrom('bookings').select(['state', 'quantity']).where('order_id', '=', orderId).execute()
const setStripe = <T>(sessionId: string) => house.sandbox.stripe<T>(`checkout/sessions/${sessionId}`)
/** Moves the sandbox's clock and waits until the house has noticed. */
const advance = async (seconds: number) => {
  const from = house.deps.clock.now().getTime()
  await house.sandbox.advance(seconds)
  await until('the clock moves', async () => house.deps.clock.now().getTime() >= from + seconds * 1000)
}
const isPaid = (shopper: Shopper, sessionId: string) =>
  until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')

describe('what the buyer is sent to', () => {
  it('leads back to this shop unless said otherwise', async () => {
    const plain = sessionIn(await create(await buyer([COURSE])))
    expect(await setStripe(plain.sessionId)).toMatchObject({
      success_url: 'http://localhost:4321/checkout/success?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:4321/checkout/cancel',
      amount_total: 4999,
    })
    const urls = {
      successUrl: 'https://yoursite.com/success?session_id={CHECKOUT_SESSION_ID}',
      cancelUrl: '/checkout/cancel?why=late',
    }
    const own = sessionIn(await create(await buyer([COURSE]), urls))
    expect(await setStripe(own.sessionId)).toMatchObject({
      success_url: urls.successUrl,
      cancel_url: 'http://localhost:4321/checkout/cancel?why=late',
    })
  })

  it('is the same while the cart is, and another once anything changed', async () => {
    const shopper = await buyer([COURSE])
    const first = sessionIn(await create(shopper))
    expect(sessionIn(await create(shopper))).toEqual(first)
    expect(sessionIn(await create(shopper, { userEmail: ` ${shopper.email.toUpperCase()} ` }))).toEqual(first)
    const others = [
      await create(shopper, { cancelUrl: '/elsewhere' }),
      await create(shopper, { userEmail: `more.${shopper.email}` }),
      (await shopper.rest('POST', '/api/cart/coupon', { body: { code: 'FIRSTPULL' } })) && (await create(shopper)),
      (await add(shopper, 'test_video')) && (await create(shopper)),
    ].map(sessionIn)
    expect(new Set([first, ...others].map(({ sessionId }) => sessionId)).size).toBe(5)
    for (const ended of [first, ...others.slice(0, -1)])
      expect(await setStripe(ended.sessionId)).toMatchObject({ status: 'expired' })
  })

  it('is the success page where there was nothing to pay', async () => {
    const free = sessionIn(
      await create(await buyer(['test_sampler']), { successUrl: '/thanks?of={CHECKOUT_SESSION_ID}' }),
    )
    expect(free).toMatchObject({ sessionId: null, sessionUrl: `http://localhost:4321/thanks?of=${free.orderId}` })
  })
})

describe('whose the order is', () => {
  const signedIn = async (...items: [string][]) => {
    const shopper = await buyer(...items)
    const link = await makeSignInLink(house.deps, systemActor('test'), { email: shopper.email, roles: [] })
    if (!link.ok) throw new Error('no link')
    await shopper.mutate('auth.signInWithLink', { token: link.value.url.split('#token=')[1] })
    const user = await house.deps.db
      .selectFrom('users')
      .select(['id', 'external_id'])
      .where('email', '=', shopper.email)
      .executeTakeFirstOrThrow()
    return { shopper, user }
  }

  it.each(['id', 'external_id'] as const)('the user’s who is signed in and named by %s', async (name) => {
    const { shopper, user } = await signedIn([COURSE])
    expect((await create(shopper, { userId: user[name] })).status).toBe(200)
    expect(await orderOf(shopper)).toMatchObject([{ buyer_user_id: user.id }])
  })

  it('a guest’s without a name, under another’s name, and under a name without a sign-in', async () => {
    const { shopper, user } = await signedIn([COURSE])
    const stranger = await signedIn()
    expect((await create(shopper)).status).toBe(200)
    expect((await create(shopper, { userId: stranger.user.id, cancelUrl: '/1' })).status).toBe(200)
    expect((await create(shopper, { userId: `${user.external_id}\0`, cancelUrl: '/2' })).status).toBe(200)
    shopper.forget('cashwrap')
    expect((await create(shopper, { userId: user.id, cancelUrl: '/3' })).status).toBe(200)
    expect((await orderOf(shopper)).map((order) => order.buyer_user_id)).toEqual([null, null, null, null])
  })
})

describe('a key', () => {
  const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') })

  it('gives the same answer, though the cart was paid since', async () => {
    const shopper = await buyer([COURSE])
    const headers = key()
    const first = sessionIn(await create(shopper, {}, headers))
    expect(sessionIn(await create(shopper, {}, headers))).toEqual(first)
    await house.sandbox.pay(first.sessionId)
    await isPaid(shopper, first.sessionId)
    expect((await create(shopper)).status).toBe(400)
    expect(sessionIn(await create(shopper, {}, headers))).toEqual(first)
    expect(await orderOf(shopper)).toHaveLength(1)
  })

  it.each([{ userEmail: 'other@buyers.test' }, { userId: 'someone' }, { cancelUrl: '/elsewhere' }, { note: 1 }])(
    'refuses another body: %j',
    async (change) => {
      const shopper = await buyer([COURSE])
      const headers = key()
      expect((await create(shopper, {}, headers)).status).toBe(200)
      expect(await create(shopper, change, headers)).toMatchObject({
        status: 422,
        body: { success: false, error: 'This Idempotency-Key was sent with another request before.' },
      })
    },
  )

  it('used by many at once makes one order', async () => {
    const shopper = await buyer([COURSE])
    const headers = key()
    await house.sandbox.fault({ action: 'delay_request', seconds: 1, ...MAKE })
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => create(shopper.twin(), { userEmail: shopper.email }, headers)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    expect(new Set(answers.filter(({ status }) => status === 200).map((one) => sessionIn(one).sessionId)).size).toBe(1)
    expect(await orderOf(shopper)).toHaveLength(1)
  })

  it('of another browser is another key; one that cannot be a key is refused', async () => {
    const headers = key()
    const [one, two] = [await buyer([COURSE]), await buyer([COURSE])]
    const userEmail = one.email
    const first = sessionIn(await create(one, { userEmail }, headers))
    expect(sessionIn(await create(two, { userEmail }, headers)).sessionId).not.toBe(first.sessionId)
    for (const bad of ['', 'k'.repeat(256), 'a\tb'])
      expect((await create(one, {}, { 'idempotency-key': bad })).status).toBe(400)
  })
})

describe('seats', () => {
  it('are held while the session can be paid, and free when it ends', async () => {
    const event = await openEvent(3)
    const shopper = await buyer([event, 2])
    const { orderId, sessionId } = sessionIn(await create(shopper))
    expect(await seatsOf(event)).toEqual({ held: 2, sold: 0 })
    expect(await bookingsOf(orderId)).toEqual([{ state: 'pending', quantity: 2 }])
    const { expires_at } = await setStripe<{ expires_at: number }>(sessionId)
    expect(expires_at * 1000).toBeLessThan(addMinutes(house.deps.clock.now(), 32).getTime())

    expect(cartIn(await shopper.rest('GET', '/api/cart')).lines[0]?.notices).toEqual([])
    const late = await buyer()
    await add(late, event, 1)
    expect(
      (await late.rest('PATCH', `/api/cart/items/${(await late.cart()).lines[0]?.id}`, { body: { quantity: 2 } })).body,
    ).toMatchObject({
      cart: { lines: [{ notices: [{ kind: 'seats-short', left: 1 }] }] },
    })
    expect(await create(late)).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/^Evening \d+ has only 1 left\.$/) },
    })

    await advance(32 * 60)
    await until('they are free', async () => {
      await sweepOnce(house.deps)
      return (await seatsOf(event)).held === 0
    })
    expect((await create(late)).status).toBe(200)
    expect(await seatsOf(event)).toEqual({ held: 2, sold: 0 })
  })

  it('of two at the last one, one gets it and the other is told which line', async () => {
    const event = await openEvent(1)
    const crowd = [await buyer([event]), await buyer([event])]
    const answers = await Promise.all(crowd.map((shopper) => create(shopper)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      success: false,
      error: expect.stringContaining(`Evening ${made}`),
    })
    expect(await seatsOf(event)).toEqual({ held: 1, sold: 0 })
  })

  it('are free before the answer when Stripe refuses', async () => {
    const event = await openEvent(1)
    const shopper = await buyer([event])
    const { gateway } = house.deps
    const spoilt: typeof gateway.open = ({ body, ...request }) =>
      gateway.open({ ...request, body: { ...body, mode: 'no' } })
    Object.assign(house.deps, { gateway: { ...gateway, open: spoilt } })
    try {
      expect(await create(shopper)).toMatchObject({ status: 503, body: SORRY })
    } finally {
      Object.assign(house.deps, { gateway })
    }
    expect(await seatsOf(event)).toEqual({ held: 0, sold: 0 })
    expect(await orderOf(shopper)).toMatchObject([{ state: 'cancelled' }])
    expect((await create(shopper)).status).toBe(200)
  })

  it.each(['before_commit', 'after_commit'])(
    'are kept when Stripe’s answer is not known (%s), until that is known',
    async (when) => {
      const event = await openEvent(1)
      const shopper = await buyer([event])
      await house.sandbox.fault({ action: 'server_error', when, ...MAKE })
      expect(await create(shopper)).toMatchObject({ status: 503, body: SORRY })
      expect(await seatsOf(event)).toEqual({ held: 1, sold: 0 })
      expect(await orderOf(shopper)).toMatchObject([{ state: 'pending' }])
      if (when === 'after_commit') {
        const due = { next_check_at: house.deps.clock.now() }
        await house.deps.db
          .updateTable('stripe_checkout_sessions')
          .set(due)
          .where('next_check_at', 'is not', null)
          .execute()
        await sweepOnce(house.deps)
        const { orderId, sessionId } = sessionIn(await create(shopper))
        expect(await orderOf(shopper)).toMatchObject([{ id: orderId, state: 'pending' }])
        await house.sandbox.pay(sessionId)
        await isPaid(shopper, sessionId)
        expect(await seatsOf(event)).toEqual({ held: 0, sold: 1 })
        return
      }
      await advance(121)
      await until('the seat is free', async () => {
        await sweepOnce(house.deps)
        return (await seatsOf(event)).held === 0
      })
      expect(await orderOf(shopper)).toMatchObject([{ state: 'cancelled' }])
    },
  )
})

it('a price that changed does not stop a buyer, and is shown until they pay it', async () => {
  const productId = await insertProduct(house.deps.db, { externalId: 'course_dear', prices: usd(1000) })
  const shopper = await buyer(['course_dear'])
  const price = { amount: 1500, currency: 'USD' }
  expect((await replacePrice(house.deps, systemActor('test'), { productId, price })).ok).toBe(true)
  expect(cartIn(await shopper.rest('GET', '/api/cart'))).toMatchObject({
    total: 1500,
    lines: [{ unit: 1500, notices: [{ kind: 'price-changed', was: 1000, now: 1500 }] }],
  })
  const { sessionId } = sessionIn(await create(shopper))
  expect(await setStripe(sessionId)).toMatchObject({ amount_total: 1500 })
})

it('a coupon that ended since it was put in is told before anyone pays', async () => {
  await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'BRIEF' })
  const shopper = await buyer([COURSE])
  await shopper.rest('POST', '/api/cart/coupon', { body: { code: 'brief' } })
  await house.deps.db.updateTable('coupons').set({ active: false }).where('code', '=', 'BRIEF').execute()
  expect(await create(shopper)).toMatchObject({ status: 409, body: { error: expect.stringMatching(/^Coupon BRIEF /) } })
  expect((await shopper.rest('DELETE', '/api/cart/coupon')).status).toBe(200)
  expect((await create(shopper)).status).toBe(200)
})

it('from REST cart to confirmed seat: paid, opened, confirmed by mail and WhatsApp, and only what was bought leaves the cart', async () => {
  const event = await openEvent(4)
  const shopper = await buyer([event, 2], [COURSE])
  expect((await shopper.cart()).lines.map(({ quantity }) => quantity)).toEqual([2, 1])
  const { orderId, sessionId, sessionUrl } = sessionIn(await create(shopper))
  expect(sessionUrl).toContain(house.sandbox.url)
  await add(shopper, 'test_sheets')
  await house.sandbox.pay(sessionId, undefined, '+81901112222')
  await isPaid(shopper, sessionId)
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
  expect(await bookingsOf(orderId)).toEqual([{ state: 'confirmed', quantity: 2 }])
  expect(await seatsOf(event)).toEqual({ held: 0, sold: 2 })
  const [message] = await until('WhatsApp tells', async () => {
    const messages = await house.sandbox.whatsapp('+81901112222')
    return messages.length > 0 && messages
  })
  expect(message?.text).toContain(`Evening ${made}`)
  expect(cartIn(await shopper.rest('GET', '/api/cart')).lines).toMatchObject([{ productId: 'test_sheets' }])
  expect((await shopper.cart()).lines).toHaveLength(1)
  await expectSound(house)
})

it('where tax depends on the country it is asked for, and one more field answers', async () => {
  await using taxed = await openHouse({
    work: false,
    webhooks: false,
    env: { TAX_MODE: 'exclusive', TAX_RATES: 'DE=19' },
  })
  const shopper = new Shopper(taxed.url)
  expect((await shopper.rest('POST', '/api/cart/items', { body: { productId: 'test_course' } })).body).toMatchObject({
    cart: { tax: null, total: 4999 },
  })
  expect((await shopper.rest('GET', '/api/cart?country=DE')).body).toMatchObject({ cart: { tax: 950, total: 5949 } })
  expect(await create(shopper)).toMatchObject({
    status: 400,
    body: { success: false, error: expect.stringMatching(/^Country is required for checkout/) },
  })
  const { sessionId } = sessionIn(await create(shopper, { country: 'DE' }))
  expect(await taxed.sandbox.stripe(`checkout/sessions/${sessionId}`)).toMatchObject({ amount_total: 5949 })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { addCoupon, SEATS } from './support/stock.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const stageIs = (shopper: Shopper, sessionId: string, stage: string) =>
  until(`it is ${stage}`, async () => (await shopper.status(sessionId)).stage === stage)

const onItsWay = async () => {
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const started = await shopper.startPayable()
  await house.sandbox.payDelayed(started.sessionId, 'succeeds')
  await stageIs(shopper, started.sessionId, 'on-its-way')
  return { shopper, ...started }
}

it('leaves the cart free for another purchase while it is on its way', async () => {
  const { shopper, sessionId, orderId } = await onItsWay()
  expect((await shopper.cart()).lines).toEqual([])
  await shopper.fill('video')
  const other = await shopper.startPayable()
  await house.sandbox.pay(other.sessionId)
  await stageIs(shopper, other.sessionId, 'paid')
  await shopper.fill('video')
  await house.sandbox.settleDelayed(sessionId, 'succeeds')
  await stageIs(shopper, sessionId, 'paid')
  expect((await shopper.cart()).lines.map((line) => line.slug)).toEqual(['video'])
  const completed = await house.deps.db
    .selectFrom('orders')
    .select(['id', 'state'])
    .where('buyer_email', '=', shopper.email)
    .orderBy('id')
    .execute()
  expect(completed).toEqual([
    { id: orderId, state: 'completed' },
    { id: other.orderId, state: 'completed' },
  ])
  await expectSound(house)
})

it('keeps its coupon use and its seats to itself when the cart begins another checkout', async () => {
  await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'TWICE', maxUses: 2 })
  const shopper = new Shopper(house.url)
  const fillWithSeats = async (quantity: number) => {
    const cart = await shopper.fill('workshop')
    expect((await shopper.mutate('cart.applyCoupon', { code: 'TWICE' })).ok).toBe(true)
    await shopper.mutate('cart.setQuantity', { lineId: cart.lines[0]?.id, quantity })
  }
  await fillWithSeats(SEATS - 1)
  const first = await shopper.startPayable()
  await house.sandbox.payDelayed(first.sessionId, 'succeeds')
  await stageIs(shopper, first.sessionId, 'on-its-way')

  await fillWithSeats(2)
  expect((await shopper.cart()).lines[0]?.notices).toEqual([{ kind: 'seats-short', left: 1 }])
  await fillWithSeats(1)
  await shopper.startPayable()
  const { coupon, lines } = await shopper.cart()
  expect(coupon).toMatchObject({ code: 'TWICE', problem: null })
  expect(lines[0]?.notices).toEqual([])
  await expectSound(house)
})

it('puts what was not paid in the end back into the cart, and says so by mail', async () => {
  const { shopper, sessionId } = await onItsWay()
  await shopper.fill('sheets')
  await house.sandbox.settleDelayed(sessionId, 'fails')
  await stageIs(shopper, sessionId, 'failed')
  expect(new Set((await shopper.cart()).lines.map((line) => line.slug))).toEqual(new Set(['course', 'sheets']))
  await until('the mail says so', async () =>
    (await house.sandbox.mail(shopper.email)).some((mail) => mail.text.includes('charged')),
  )
  const again = await shopper.startPayable()
  await house.sandbox.pay(again.sessionId)
  await stageIs(shopper, again.sessionId, 'paid')
  const granted = await house.deps.db
    .selectFrom('grants')
    .select('order_id')
    .where('email', '=', shopper.email)
    .execute()
  expect(granted.map((grant) => grant.order_id)).toEqual([again.orderId, again.orderId])
  await expectSound(house)
})

it('puts nothing back into a cart that holds another currency by then', async () => {
  const { shopper, sessionId } = await onItsWay()
  await shopper.fill('postcard')
  await house.sandbox.settleDelayed(sessionId, 'fails')
  await stageIs(shopper, sessionId, 'failed')
  expect((await shopper.cart()).lines.map((line) => line.slug)).toEqual(['postcard'])
})

it('opens access once when the settling is told twice', async () => {
  const { shopper, sessionId, orderId } = await onItsWay()
  await house.sandbox.settleDelayed(sessionId, 'succeeds')
  await stageIs(shopper, sessionId, 'paid')
  const told = (await house.sandbox.events()).find(
    (event) => event.type === 'checkout.session.async_payment_succeeded' && event.about === sessionId,
  )
  if (!told) throw new Error('the sandbox told nothing')
  await house.sandbox.twin(told.id)
  await until('the twin is dealt with', async () => {
    const rows = await house.deps.db
      .selectFrom('stripe_events')
      .select('state')
      .where('object_id', '=', sessionId)
      .where('type', '=', told.type)
      .execute()
    return rows.length === 2 && rows.every((row) => row.state === 'done')
  })
  const grants = await house.deps.db.selectFrom('grants').select('id').where('order_id', '=', orderId).execute()
  expect(grants).toHaveLength(1)
})

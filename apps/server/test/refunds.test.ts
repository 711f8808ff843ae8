import type { OrderId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { examine } from '../src/modules/reconciliation/index.ts'
import { observeRefunds } from '../src/modules/refunds/index.ts'
import { recordRefunds } from '../src/modules/refunds/record-refunds.ts'
import type { Tx } from '../src/platform/db/database.ts'
import { transact } from '../src/platform/db/transaction.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { atStripe, isAboutRefunds, listen } from './support/refunding.ts'
import { Shopper } from './support/shopper.ts'
import { SEATS } from './support/stock.ts'
import { until } from './support/until.ts'

const FAILING_CARD = '4000000000005126'
const SLOW_CARD = '4000000000007726'

let house: House
let shop: ReturnType<typeof atStripe>
beforeAll(async () => {
  house = await openHouse()
  shop = atStripe(house)
  await listen(house)
  await listen(house, 'pia')
  await listen(house, 'leo')
})
afterAll(() => house[Symbol.asyncDispose]())

const isRefunded = (orderId: OrderId) =>
  until('the refund is noticed', async () => (await shop.stateOf(orderId)) === 'refunded')
const isPartlyRefunded = (orderId: OrderId) =>
  until('the refund is noticed', async () => (await shop.stateOf(orderId)) === 'partially_refunded')
const openGrants = (orderId: OrderId) =>
  house.deps.db
    .selectFrom('grants')
    .select('id')
    .where('order_id', '=', orderId)
    .where('revoked_at', 'is', null)
    .execute()
const shareOf = (orderId: OrderId) =>
  house.deps.db
    .selectFrom('order_shares')
    .select(['gross', 'fee', 'refunded', 'fee_refunded'])
    .where('order_id', '=', orderId)
    .execute()
/** Smallest first: Stripe's seconds do not tell which of two came first. */
const amountsOf = (rows: readonly { amount: number }[]) => rows.map(({ amount }) => amount).sort((a, b) => a - b)
const findings = async () => {
  const examined = await examine(house.deps, systemActor('test'), undefined)
  return examined.ok ? examined.value.findings : []
}
const observe = (orderId: OrderId) => observeRefunds(house.deps, systemActor('test'), { orderId })

describe('all the money of an order', () => {
  it('takes a course back, which can then be bought again', async () => {
    const { orderId, sessionId, shopper } = await shop.buy(['course', 'sheets'])
    expect(await openGrants(orderId)).toHaveLength(2)
    const refundId = await shop.refund(orderId)
    await isRefunded(orderId)
    expect((await shopper.status(sessionId)).stage).toBe('refunded')
    expect(await openGrants(orderId)).toEqual([])
    expect(await shop.refundsOf(orderId)).toEqual([
      { amount: 6199, state: 'succeeded', reason: null, provider_refund_id: refundId },
    ])
    await shop.heard()
    expect(await shop.told(orderId)).toMatchObject([
      { audience: 'shop', orderId, amount: 6199, total: 6199, currency: 'USD', isFull: true, reason: null },
    ])
    const again = await shop.buy(['course'], { shopper })
    expect(await openGrants(again.orderId)).toHaveLength(1)
  })

  it('puts its seats on sale again', async () => {
    const event = () =>
      house.deps.db
        .selectFrom('events')
        .select(['held', 'sold'])
        .where('product_id', '=', house.products.workshop)
        .executeTakeFirstOrThrow()
    const buyers = []
    for (let seat = 0; seat < SEATS; seat++) buyers.push(await shop.buy(['workshop']))
    const late = new Shopper(house.url)
    await expect(late.fill('workshop')).rejects.toThrow(/workshop/)
    const [first] = buyers
    if (!first) throw new Error('nobody came')
    await shop.refund(first.orderId)
    await isRefunded(first.orderId)
    expect(await event()).toEqual({ held: 0, sold: SEATS - 1 })
    await shop.buy(['workshop'], { shopper: late })
    expect(await event()).toEqual({ held: 0, sold: SEATS })
    for (const { orderId } of buyers.slice(1)) await shop.refund(orderId)
  })

  it('is noticed though the refund is told of before the payment', async () => {
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    const { orderId, sessionId } = await shopper.startPayable()
    await house.sandbox.fault({ action: 'drop' })
    await house.sandbox.pay(sessionId)
    const session = await shop.stripe.checkout.sessions.retrieve(sessionId)
    await shop.stripe.refunds.create({ payment_intent: String(session.payment_intent) })
    const [last, first] = (await house.sandbox.events()).filter(({ type }) => isAboutRefunds(type))
    await house.sandbox.clearFaults()
    expect(await shop.stateOf(orderId)).toBe('pending')
    await house.sandbox.resend(last?.id ?? '')
    await isRefunded(orderId)
    await house.sandbox.resend(first?.id ?? '')
    await shop.heard()
    expect(await openGrants(orderId)).toEqual([])
    expect((await shop.told(orderId)).length).toBe(1)
  })
})

describe('a part of the money', () => {
  it('moves the order on and leaves access, until the rest goes back', async () => {
    const { orderId } = await shop.buy(['course'])
    for (const amount of [1000, 1]) await shop.refund(orderId, { amount })
    await isPartlyRefunded(orderId)
    await until('both are noticed', async () => (await shop.refundsOf(orderId)).length === 2)
    expect(await openGrants(orderId)).toHaveLength(1)
    await expectSound(house)
    await shop.refund(orderId)
    await isRefunded(orderId)
    expect(await openGrants(orderId)).toEqual([])
    await shop.heard()
    const told = await shop.told(orderId)
    expect(amountsOf(told)).toEqual([1, 1000, 3998])
    expect(told.map(({ isFull }) => isFull)).toEqual([false, false, true])
  })

  it('is counted once, however many look at once and in whatever order its events come, twice each', async () => {
    await house.sandbox.fault({ action: 'drop' })
    const { orderId } = await buyUnheard('course')
    for (const amount of [700, 300]) await shop.refund(orderId, { amount })
    await Promise.all(Array.from({ length: 8 }, () => observe(orderId)))
    await shop.refund(orderId)
    await Promise.all(Array.from({ length: 8 }, () => observe(orderId)))
    const events = (await house.sandbox.events()).filter(({ type }) => isAboutRefunds(type)).slice(0, 6)
    await house.sandbox.clearFaults()
    for (const { id } of events) {
      await house.sandbox.resend(id)
      await house.sandbox.twin(id)
    }
    await shop.heard()
    expect(await shop.stateOf(orderId)).toBe('refunded')
    expect(amountsOf(await shop.refundsOf(orderId))).toEqual([300, 700, 3999])
    expect(amountsOf(await shop.told(orderId))).toEqual([300, 700, 3999])
    const audited = house.deps.db.selectFrom('audit_log').select('action').where('order_id', '=', orderId)
    const actions = (await audited.where('action', 'like', '%refund%').execute()).map(({ action }) => action)
    expect(actions.sort()).toEqual([
      'order.partially-refunded',
      'order.refunded',
      'refund.succeeded',
      'refund.succeeded',
      'refund.succeeded',
    ])
  })
})

/** Paid, and settled without a webhook. */
async function buyUnheard(slug: string) {
  const shopper = new Shopper(house.url)
  await shopper.fill(slug)
  const { orderId, sessionId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await shopper.settle(sessionId)
  return { orderId, shopper, sessionId }
}

describe('a refund that takes its time', () => {
  it('counts from when it is on its way, and is told of once', async () => {
    const { orderId } = await shop.buy(['video'], { card: SLOW_CARD })
    await shop.refund(orderId)
    await isRefunded(orderId)
    expect(await shop.refundsOf(orderId)).toMatchObject([{ state: 'pending' }])
    await house.sandbox.advance(60)
    await until('it has arrived', async () => (await shop.refundsOf(orderId))[0]?.state === 'succeeded')
    await shop.heard()
    expect(await shop.told(orderId)).toHaveLength(1)
  })

  it('that fails after all gives nothing back, opens nothing again, and waits for the operator until another is made', async () => {
    const { orderId } = await shop.buy(['video'], { card: FAILING_CARD })
    await shop.refund(orderId)
    await isRefunded(orderId)
    await house.sandbox.advance(60)
    await until('it has failed', async () => (await shop.refundsOf(orderId))[0]?.state === 'failed')
    expect(await shop.stateOf(orderId)).toBe('refunded')
    expect(await openGrants(orderId)).toEqual([])
    await shop.heard()
    expect((await findings()).filter(({ id }) => id === 'I9')).toMatchObject([
      { breaches: [{ subject: orderId, detail: 'refund of 900 failed: by the provider' }] },
    ])
    const seen = await house.deps.gateway.listRefunds({ paymentId: await shop.paymentOf(orderId), ofSeller: false })
    if (!seen.ok) throw new Error(seen.failure.kind)
    const older = {
      ...seen.value,
      refunds: seen.value.refunds.map((refund) => ({ ...refund, state: 'pending' as const })),
    }
    const look = (tx: Tx) => recordRefunds(house.deps, tx, systemActor('late'), orderId, older, house.deps.clock.now())
    expect(await transact(house.deps.db, look)).toBe(false)
    expect(await shop.refundsOf(orderId)).toMatchObject([{ state: 'failed' }])

    await shop.refund(orderId)
    await until('the other is noticed', async () => (await shop.refundsOf(orderId)).length === 2)
    expect((await findings()).filter(({ id }) => id === 'I9')).toEqual([])
    await house.sandbox.advance(60)
    await until('it fails too', async () => (await shop.refundsOf(orderId)).every(({ state }) => state === 'failed'))
    expect(await findings()).toMatchObject([{ id: 'I9' }])
    await house.deps.db.deleteFrom('refunds').where('order_id', '=', orderId).execute()
  })
})

describe('the money of a sale', () => {
  it('is taken from the seller who got the charge as far as it was reversed there', async () => {
    const { orderId } = await shop.buy(['seascape'])
    await shop.refund(orderId, { amount: 1000 })
    await isPartlyRefunded(orderId)
    await shop.heard()
    expect(await shareOf(orderId)).toEqual([{ gross: 1999, fee: 200, refunded: 0, fee_refunded: 0 }])
    await shop.refund(orderId, { amount: 500, reverse_transfer: true, refund_application_fee: true })
    await until('it is reversed', async () => (await shareOf(orderId))[0]?.refunded !== 0)
    expect(await shareOf(orderId)).toEqual([{ gross: 1999, fee: 200, refunded: 500, fee_refunded: 50 }])
    await shop.refund(orderId, { reverse_transfer: true })
    await isRefunded(orderId)
    await shop.heard()
    expect(await shareOf(orderId)).toEqual([{ gross: 1999, fee: 200, refunded: 999, fee_refunded: 50 }])
    const told = await shop.told(orderId)
    const toPia = told.filter(({ audience }) => audience === 'seller')
    expect(toPia.map(({ seller_id, amount }) => [seller_id, amount])).toEqual([
      [house.sellers.pia, 1000],
      [house.sellers.pia, 500],
      [house.sellers.pia, 499],
    ])
    expect(told).toHaveLength(6)
  })

  it('of several sellers is each one’s own when all of it goes back, and nobody’s while it is a part', async () => {
    const { orderId } = await shop.buy(['melody', 'etude', 'sheets'])
    await shop.refund(orderId, { amount: 400 })
    await isPartlyRefunded(orderId)
    await shop.refund(orderId)
    await isRefunded(orderId)
    await shop.heard()
    const told = await shop.told(orderId)
    const toldTo = (whom: string) =>
      told.flatMap(({ audience, amount, total }) => (audience === whom ? [[amount, total]] : []))
    expect(toldTo('shop')).toEqual([
      [400, 2310],
      [1910, 2310],
    ])
    expect(toldTo('seller').sort()).toEqual([
      [333, 333],
      [777, 777],
    ])
  })
})

it('what could not be delivered goes back once, is recognised as ours, and told of once', async () => {
  await house.deps.db
    .updateTable('events')
    .set({ capacity: SEATS + 1 })
    .execute()
  const shopper = new Shopper(house.url)
  await shopper.fill('workshop')
  const { orderId, sessionId } = await shopper.startPayable()
  await house.deps.db
    .updateTable('orders')
    .set({ state: 'expired', ended_at: house.deps.clock.now() })
    .where('id', '=', orderId)
    .execute()
  await house.deps.db.updateTable('bookings').set({ state: 'released' }).where('order_id', '=', orderId).execute()
  const { sold } = await house.deps.db.selectFrom('events').select('sold').executeTakeFirstOrThrow()
  await house.deps.db.updateTable('events').set({ held: 0, capacity: sold }).execute()
  // Stripe's answer to our request is lost, so that its events and the next look come first.
  await house.sandbox.fault({ action: 'server_error', operation: 'POST /v1/refunds', when: 'after_commit', count: 1 })
  await house.sandbox.pay(sessionId)
  await until('the refund is known', async () => (await shop.refundsOf(orderId))[0]?.provider_refund_id)
  await shop.heard()
  expect(await shop.refundsOf(orderId)).toMatchObject([{ amount: 12_000, state: 'succeeded', reason: 'seats-gone' }])
  expect(await observe(orderId)).toMatchObject({ ok: true, value: { outcome: 'nothing new' } })
  expect(await shop.told(orderId)).toMatchObject([{ audience: 'shop', isFull: true, reason: 'seats-gone' }])
})

it('a refund of a payment that is nobody’s here is left alone', async () => {
  const intent = await shop.stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  })
  const { id } = await shop.stripe.refunds.create({ payment_intent: intent.id })
  const told = (await house.sandbox.events()).find(({ about }) => about === id)
  const kept = await until('it is dealt with', async () => {
    const events = house.deps.db.selectFrom('stripe_events').select(['state', 'note'])
    const row = await events.where('id', '=', told?.id ?? '').executeTakeFirst()
    return row && row.state !== 'received' && row
  })
  expect(kept).toEqual({ state: 'ignored', note: 'names no instance, and is about nothing here' })
})

it('leaves a sound shop', () => expectSound(house))

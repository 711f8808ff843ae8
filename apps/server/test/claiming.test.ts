import { migrations } from '@cashwrap/shared/db/migrations'
import { newId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ProviderEvent, receiveProviderEvent, replayEvent } from '../src/modules/provider-events/index.ts'
import { type House, openHouse } from './support/house.ts'
import { atStripe } from './support/refunding.ts'
import { SELLERS } from './support/stock.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

let told = 0
/** Has this be told, as it comes out of verification; answers the event's id. */
async function tell(
  type: string,
  object: { id: string; payment_intent?: string; metadata?: Record<string, string> },
  account: string | null = null,
): Promise<string> {
  told += 1
  const event: ProviderEvent = {
    id: `evt_told_${told}`,
    type,
    objectId: object.id,
    orderHint: object.metadata?.['order_id'] ?? null,
    instanceHint: object.metadata?.['instance'] ?? null,
    account,
    apiVersion: null,
    livemode: false,
    occurredAt: house.deps.clock.now(),
    payload: { data: { object } },
  }
  await receiveProviderEvent(house.deps, event)
  return event.id
}

const stateOf = (id: string) =>
  house.deps.db
    .selectFrom('stripe_events')
    .select(['state', 'note', 'instance', 'order_id', 'next_attempt_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** How it stands once it has been worked on. */
const workedOn = (id: string) =>
  until(`${id} has been worked on`, async () => {
    const event = await stateOf(id)
    return event.state !== 'received' && event
  })

it('keeps a dispute with the order it is about, by the payment we stored', async () => {
  const { stripe, buy, paymentOf } = atStripe(house)
  const { orderId } = await buy(['video'])
  const payment = await paymentOf(orderId)
  await stripe.paymentIntents.update(payment, { metadata: { instance: '', order_id: '' } })
  const id = await tell('charge.dispute.created', { id: 'dp_1', payment_intent: payment, metadata: {} })
  expect(await workedOn(id)).toMatchObject({ state: 'later', order_id: orderId, instance: house.deps.config.instance })
})

it.each([
  ['payment_intent.succeeded', 'pi_early'],
  ['checkout.session.completed', 'cs_early'],
  ['customer.subscription.updated', 'sub_early'],
])('asks again about what names us and is not known yet: %s', async (type, id) => {
  const metadata = { instance: house.deps.config.instance, order_id: newId<'order'>(0) }
  const event = await workedOn(await tell(type, { id, metadata }))
  expect(event).toMatchObject({ state: 'failed', next_attempt_at: expect.any(Date) })
})

it('asks again about an account that is said to be ours, and another may have', async () => {
  const ours = { id: 'acct_early', metadata: { instance: house.deps.config.instance } }
  expect(await workedOn(await tell('account.updated', ours, ours.id))).toMatchObject({ state: 'failed' })
  const theirs = { id: 'acct_other', metadata: { instance: 'other.test' } }
  const note = 'an account of no seller here'
  expect(await workedOn(await tell('account.updated', theirs, theirs.id))).toMatchObject({
    state: 'ignored',
    instance: 'other.test',
    note,
  })
})

it('acts on a replayed event that has been claimed since', async () => {
  const accountId = 'acct_claimedLater'
  await house.sandbox.plantAccounts([accountId])
  const id = await tell('account.updated', { id: accountId, metadata: {} }, accountId)
  expect(await workedOn(id)).toMatchObject({ state: 'ignored', instance: null })
  await house.deps.db
    .updateTable('sellers')
    .set({ account_id: accountId })
    .where('account_id', '=', SELLERS.leo.accountId)
    .execute()
  expect(await replayEvent(house.deps, id)).toBe(true)
  expect(await workedOn(id)).toMatchObject({ state: 'done', instance: house.deps.config.instance })
})

it('says of the same event replayed that it is still nobody’s, or another’s', async () => {
  const other = { instance: 'other.test', order_id: newId<'order'>(0) }
  for (const [object, instance] of [
    [{ id: 'pi_nobody', metadata: {} }, null],
    [{ id: 'pi_other', metadata: other }, 'other.test'],
  ] as const) {
    const id = await tell('payment_intent.succeeded', object)
    expect(await workedOn(id)).toMatchObject({ state: 'ignored', instance })
    await replayEvent(house.deps, id)
    expect(await workedOn(id)).toMatchObject({ state: 'ignored', instance })
  }
})

it('looks again at what an older version kept without saying whose it is', async () => {
  const { db } = house.deps
  const { orderId } = await atStripe(house).buy(['video'])
  const payment = await atStripe(house).paymentOf(orderId)
  const dispute = await tell('charge.dispute.closed', { id: 'dp_2', payment_intent: payment })
  const refund = await tell('refund.created', { id: 're_nobody', payment_intent: 'pi_nobody' })
  const session = await tell('checkout.session.completed', { id: 'cs_other', metadata: { instance: 'other.test' } })
  for (const id of [dispute, refund, session]) await workedOn(id)
  const ids = db.updateTable('stripe_events').where('id', 'in', [dispute, refund, session])
  await ids.set({ instance: null, order_id: null, note: null }).execute()
  await migrations['0017-whose-events']?.up(db)
  expect(await stateOf(session)).toMatchObject({ state: 'ignored', instance: 'other.test' })
  expect(await stateOf(dispute)).toMatchObject({ state: 'received', next_attempt_at: expect.any(Date) })
  expect(await stateOf(refund)).toMatchObject({ state: 'received', next_attempt_at: expect.any(Date) })
  for (const id of [dispute, refund]) await replayEvent(house.deps, id)
  expect(await workedOn(dispute)).toMatchObject({ state: 'later', order_id: orderId })
  expect(await workedOn(refund)).toMatchObject({ state: 'ignored', instance: null })
})

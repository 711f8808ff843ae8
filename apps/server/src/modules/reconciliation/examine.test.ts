import { newId } from '@cashwrap/shared/ids'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from '../../../test/support/expect-sound.ts'
import { type House, openHouse } from '../../../test/support/house.ts'
import { stockPlans } from '../../../test/support/plans.ts'
import { Shopper } from '../../../test/support/shopper.ts'
import { addCoupon } from '../../../test/support/stock.ts'
import { signedIn, subscribe } from '../../../test/support/subscriber.ts'
import { until } from '../../../test/support/until.ts'
import { systemActor } from '../auth/index.ts'
import { examine } from './index.ts'
import { INVARIANTS } from './invariant-report-store.ts'

let house: House
let orderId: string
let openOrderId: string
let sharedOrderId: string
let sellersOrderId: string
let planOrderId: string

/**
 * A shop in which everything that is counted has happened once: a paid order with a coupon and a seat, an open one, one of a seller,
 * one of two, and a subscription.
 */
beforeAll(async () => {
  house = await openHouse()
  await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'TWENTY' })
  const buyer = new Shopper(house.url)
  await buyer.fill('course', 'workshop')
  await buyer.mutate('cart.applyCoupon', { code: 'TWENTY' })
  const paid = await buyer.startPayable()
  orderId = paid.orderId
  await house.sandbox.pay(paid.sessionId)
  await until('it is paid', async () => (await buyer.status(paid.sessionId)).stage === 'paid')
  const waiting = new Shopper(house.url)
  await waiting.fill('workshop')
  openOrderId = (await waiting.startPayable()).orderId
  const sell = async (...slugs: string[]) => {
    const patron = new Shopper(house.url)
    await patron.fill(...slugs)
    const begun = await patron.startPayable()
    await house.sandbox.pay(begun.sessionId)
    await until('it is sold', async () => (await patron.status(begun.sessionId)).stage === 'paid')
    return begun.orderId
  }
  sellersOrderId = await sell('seascape')
  sharedOrderId = await sell('seascape', 'etude', 'sheets')
  const plans = await stockPlans(house)
  planOrderId = (await subscribe(house, await signedIn(house), plans.studio.month)).orderId
  await until('the receipt is sent', async () => (await house.sandbox.mail(buyer.email)).length > 0)
})
afterAll(() => house[Symbol.asyncDispose]())

const brokenIds = async () => {
  const examined = await examine(house.deps, systemActor('test'), undefined)
  return examined.ok ? examined.value.findings.map((finding) => finding.id) : []
}

it('finds nothing in a shop that is sound', () => expectSound(house))

const creditEntry = (order: string, kind: 'purchase' | 'refund', bought: number) =>
  sql`insert into credit_entries (id, account_id, credit_type, kind, source_kind, source_id, bought, balance, order_id, at)
      values (gen_random_uuid(), gen_random_uuid(), 'article', ${kind}, 'operator', gen_random_uuid(), ${bought}, 0, ${order}, now())`

const MESSAGE_ID = '01999d3c-8a00-7abc-8def-0123456789ab'

const breaks: Record<string, () => RawBuilder<unknown>[]> = {
  carts: () => [
    sql`insert into cart_changes (order_id, change, token_hash, created_at, next_attempt_at)
        values (${openOrderId}, 'take-bought', '\\x00', now() - interval '16 minutes', now())`,
  ],
  I1: () => [sql`update orders set state = 'cancelled', completed_at = null where id = ${orderId}`],
  I2: () => [sql`update payments set amount = amount + 1 where order_id = ${orderId}`],
  I2b: () => [sql`update orders set state = 'pending', completed_at = null, basket = null where id = ${orderId}`],
  I5: () => [sql`delete from grants where order_id = ${orderId}`],
  I4: () => [
    sql`insert into credit_balances (account_id, credit_type, bought) values (gen_random_uuid(), 'article', 5)`,
  ],
  I5b: () => [creditEntry(openOrderId, 'purchase', 5)],
  I5c: () => [creditEntry(orderId, 'purchase', 5), creditEntry(orderId, 'refund', -6)],
  I6: () => [sql`alter table events drop constraint events_never_oversold`, sql`update events set sold = capacity + 1`],
  I7: () => [sql`update events set held = held + 1`],
  I8: () => [sql`update orders set state = 'refunded' where id = ${orderId}`],
  I9: () => [
    sql`insert into refunds (id, order_id, reason, provider_payment_id, amount, currency, state, created_at) values (${newId(0)}, ${orderId}, 'twice', 'pi', 99999999, 'USD', 'requested', now())`,
  ],
  I10: () => [sql`update stripe_events set state = 'parked'`],
  ignored: () => [
    sql`update stripe_events set state = 'ignored', note = 'nobody knew' where type = 'checkout.session.completed'`,
  ],
  I11: () => [sql`delete from notifications where order_id = ${orderId}`],
  I13: () => [
    sql`update order_items set subtotal = subtotal + unit_amount, quantity = quantity + 1 where order_id = ${orderId}`,
  ],
  I15: () => [
    sql`drop index stripe_checkout_sessions_one_open`,
    sql`insert into stripe_checkout_sessions (id, order_id, idempotency_key, request, status, expires_at, created_at) values (gen_random_uuid(), ${openOrderId}, 'second', '{}', 'creating', now(), now())`,
  ],
  I17: () => [sql`update transfers set amount = amount + 1 where order_id = ${sharedOrderId}`],
  transfers: () => [sql`update transfers set state = 'failed', last_error = 'account_invalid'`],
  coupons: () => [sql`update coupons set uses = uses + 1`],
  ended: () => [
    sql`update coupon_redemptions set state = 'reserved'`,
    sql`update orders set state = 'cancelled', completed_at = null`,
  ],
  review: () => [sql`update orders set quarantined_at = now(), quarantine_reason = 'test' where id = ${orderId}`],
  mails: () => [sql`update notifications set state = 'failed'`],
  webhooks: () => [
    sql`insert into webhook_messages (id, type, at, ordering_key, audience, data) values (${MESSAGE_ID}, 'webhook.test', now(), 'a', 'shop', '{}')`,
    sql`insert into webhook_deliveries (id, message_id, endpoint_id, type, ordering_key, created_at, queued_at, next_attempt_at)
        values (gen_random_uuid(), ${MESSAGE_ID}, gen_random_uuid(), 'webhook.test', 'a', now(), now() - interval '20 minutes', now() - interval '16 minutes')`,
  ],
  plans: () => [sql`update orders set subscription_id = null where id = ${planOrderId}`],
  'plan-access': () => [sql`update subscriptions set has_access = false`],
  I16: () => [sql`update subscription_invoices set allowance_at = null`],
  invoices: () => [sql`update subscription_invoices set amount_paid = amount_paid + 1`],
  unbooked: () => [
    sql`update subscription_invoices set order_id = null, paid_at = now() - interval '16 minutes' where amount_paid > 0`,
  ],
  doubled: () => [
    sql`update subscriptions set duplicate_of = id, has_access = false, living_key = null, created_at = now() - interval '16 minutes'`,
  ],
  'looked-at': () => [sql`update subscriptions set next_check_at = null`],
  due: () => [
    sql`update stripe_checkout_sessions set expires_at = now() - interval '1 hour' where order_id = ${openOrderId}`,
  ],
}

class Undo extends Error {}

/** Does this to a sound shop for a moment, past all constraints, and has the invariant seen it. */
async function expectSeen(id: string, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  const undone = house.deps.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    for (const statement of statements) await statement.execute(tx)
    const examined = await examine({ db: tx, clock: house.deps.clock }, systemActor('test'), undefined)
    expect(examined.ok && examined.value.findings.map((finding) => finding.id)).toContain(id)
    throw new Undo()
  })
  await expect(undone).rejects.toThrow(Undo)
}

it.each(INVARIANTS.map((invariant) => [invariant.id, invariant.says]))(
  '%s: sees when it no longer holds that %s',
  async (id) => {
    const statements = breaks[id]
    if (!statements) throw new Error(`nothing here breaks ${id}`)
    await expectSeen(id, statements())
    expect(await brokenIds()).toEqual([])
  },
)

const refund = (state: string, amount: number) =>
  sql`insert into refunds (id, order_id, provider_payment_id, amount, currency, state, provider_refund_id, created_at)
      values (gen_random_uuid(), ${orderId}, 'pi', ${amount}, 'USD', ${state}, gen_random_uuid(), now())`
const nowRefunded = () => sql`update orders set state = 'refunded' where id = ${orderId}`

it.each([
  ['I9', 'a refund that failed', () => [refund('failed', 100)]],
  ['I9', 'a refund of an order that says it was not refunded', () => [refund('succeeded', 100)]],
  ['I9', 'an order that is refunded and whose refund failed', () => [refund('failed', 100), nowRefunded()]],
  ['I7', 'seats that stay sold though their money went back', () => [nowRefunded()]],
  [
    'I5c',
    'credits that nobody took back',
    () => [creditEntry(orderId, 'purchase', 5), creditEntry(orderId, 'refund', -4), nowRefunded()],
  ],
  [
    'I5c',
    'credits taken back that no money went back for',
    () => [creditEntry(orderId, 'purchase', 5), creditEntry(orderId, 'refund', -1)],
  ],
  [
    'webhooks',
    'a message that goes to nobody',
    () => [
      sql`insert into webhook_messages (id, type, at, ordering_key, audience, data) values (${MESSAGE_ID}, 'webhook.test', now(), 'a', 'shop', '{}')`,
    ],
  ],
])('%s sees %s', (id, _what, statements) => expectSeen(id, statements()))

it.each([
  ['a missing transfer', () => sql`delete from transfers where order_id = ${sharedOrderId}`],
  ['a missing share', () => sql`delete from order_shares where order_id = ${sellersOrderId}`],
  ['more shared out than was paid', () => sql`update order_shares set gross = 99999 where order_id = ${sharedOrderId}`],
  [
    'a seller who gets the charge and less than all of it',
    () => sql`update order_shares set gross = gross - 1 where order_id = ${sellersOrderId}`,
  ],
  ['an unsold share of a sale', () => sql`update order_shares set sold_at = null where order_id = ${sellersOrderId}`],
  [
    'a transfer to another account',
    () => sql`update transfers set account_id = 'acct_1' where order_id = ${sharedOrderId}`,
  ],
])('I17 sees %s', (_what, statement) => expectSeen('I17', [statement()]))

it.each([
  [
    'plan-access',
    'a grant of no subscription',
    () => sql`update grants set source_id = gen_random_uuid() where source_kind = 'subscription'`,
  ],
  [
    'plan-access',
    'something open that is not the plan',
    () =>
      sql`update grants set product_id = (select id from products where kind = 'course' limit 1) where source_kind = 'subscription'`,
  ],
  [
    'I16',
    'an allowance for the difference between two plans',
    () => sql`update subscription_invoices set reason = 'subscription_update'`,
  ],
])('%s sees %s', (id, _what, statement) => expectSeen(id, [statement()]))

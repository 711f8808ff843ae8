import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { settleKnownSubscription } from '../../src/modules/billing/index.ts'
import { settleCheckout } from '../../src/modules/checkout/index.ts'
import { applyProviderEvent, receiveProviderEvent } from '../../src/modules/provider-events/index.ts'
import { insertUser } from '../support/builders/user.ts'
import { expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { permutations } from '../support/permutations.ts'
import { type StockedPlans, stockPlans } from '../support/plans.ts'
import { Shopper } from '../support/shopper.ts'
import { startPlan } from '../support/subscriber.ts'

/** What Stripe tells of a first payment, as far as anybody here listens. */
const TOLD = [
  'checkout.session.completed',
  'customer.subscription.created',
  'invoice.paid',
  'invoice.payment_succeeded',
  'payment_intent.succeeded',
] as const

let house: House
let plans: StockedPlans
beforeAll(async () => {
  // Nothing happens by itself here: each event comes when the test says so.
  house = await openHouse({ work: false, webhooks: false })
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

interface Told {
  id: string
  type: string
  data: { object: Record<string, unknown> & { id: string } }
}

/** Subscribes and pays, without anybody here hearing of it; answers the events by type. */
async function pay(card?: string): Promise<{ events: Map<string, Told>; sessionId: string; email: string }> {
  const shopper = new Shopper(house.url)
  const { sessionId } = await startPlan(shopper, plans.studio.month, shopper.email)
  const known = new Set((await house.sandbox.events()).map(({ id }) => id))
  await house.sandbox.pay(sessionId, card)
  const { data } = await house.sandbox.stripe<{ data: Told[] }>('events?limit=100')
  const events = new Map(data.filter(({ id }) => !known.has(id)).map((event) => [event.type, event]))
  return { events, sessionId, email: shopper.email }
}

const actor = systemActor('test')

async function arrive(event: Told, twin = ''): Promise<void> {
  const { metadata } = event.data.object as { metadata?: Record<string, string> }
  const id = `${event.id}${twin}`
  await receiveProviderEvent(house.deps, {
    id,
    type: event.type,
    objectId: event.data.object.id,
    orderHint: metadata?.['order_id'] ?? null,
    instanceHint: metadata?.['instance'] ?? null,
    account: null,
    apiVersion: null,
    livemode: false,
    occurredAt: new Date(),
    payload: event,
  })
  await applyProviderEvent(house.deps, actor, { eventId: id })
}

/** All that a first payment leaves, without ids and times. */
async function left(email: string) {
  const { db } = house.deps
  const subscriptions = await db.selectFrom('subscriptions').selectAll().where('email', '=', email).execute()
  const [subscription] = subscriptions
  const id = subscription?.id as never
  return {
    subscriptions: subscriptions.map((row) => [
      row.status,
      row.has_access,
      row.unit_amount,
      row.is_trial,
      row.duplicate_of,
    ]),
    orders: await db
      .selectFrom('orders')
      .select(['state', 'total', 'source'])
      .where('buyer_email', '=', email)
      .execute(),
    payments: await db
      .selectFrom('payments as p')
      .innerJoin('orders as o', 'o.id', 'p.order_id')
      .select(['p.amount', 'p.kind'])
      .where('o.buyer_email', '=', email)
      .execute(),
    invoices: (
      await db.selectFrom('subscription_invoices').selectAll().where('subscription_id', '=', id).execute()
    ).map((row) => [row.reason, row.status, row.amount_paid, row.order_id !== null]),
    grants: await db.selectFrom('grants').select(['source_kind', 'revoked_at']).where('email', '=', email).execute(),
    mails: await db
      .selectFrom('notifications')
      .select('kind')
      .where('recipient', '=', email)
      .where('kind', '<>', 'sign-in')
      .orderBy('kind')
      .execute(),
  }
}

const WHOLE = {
  subscriptions: [['active', true, 1900, false, null]],
  orders: [{ state: 'completed', total: 1900, source: 'shop' }],
  payments: [{ amount: 1900, kind: 'capture' }],
  invoices: [['subscription_create', 'paid', 1900, true]],
  grants: [{ source_kind: 'subscription', revoked_at: null }],
  mails: [{ kind: 'receipt' }, { kind: 'subscription-started' }],
}

describe('the events of a first payment', () => {
  it(`end in the same state in every order of arrival (${permutations(TOLD).length})`, async () => {
    for (const order of permutations(TOLD)) {
      const { events, email } = await pay()
      for (const type of order) {
        const event = events.get(type)
        if (!event) throw new Error(`nothing was told by ${type}`)
        await arrive(event)
      }
      expect(await left(email), order.join(', ')).toEqual(WHOLE)
    }
    await expectSound(house)
  }, 240_000)

  it('leave the same by any one of them alone, twice, as twins, and all at once', async () => {
    for (const type of TOLD.filter((one) => one !== 'payment_intent.succeeded')) {
      const { events, email } = await pay()
      const event = events.get(type)
      if (!event) throw new Error(`nothing was told by ${type}`)
      await arrive(event)
      await arrive(event)
      await arrive(event, '_twin')
      expect(await left(email), type).toEqual(WHOLE)
    }
    const { events, email, sessionId } = await pay()
    await Promise.all([
      ...TOLD.flatMap((type) => {
        const event = events.get(type)
        return event ? [arrive(event), arrive(event, '_twin')] : []
      }),
      settleCheckout(house.deps, actor, { sessionId }),
      settleCheckout(house.deps, actor, { sessionId }),
    ])
    expect(await left(email)).toEqual(WHOLE)
    await expectSound(house)
  }, 60_000)

  it('give an account its credits once, however often and at once it is looked at', async () => {
    const { events, email } = await pay()
    for (const type of TOLD) {
      const event = events.get(type)
      if (event) await arrive(event)
    }
    const { db } = house.deps
    const [row] = await db.selectFrom('subscriptions').selectAll().where('email', '=', email).execute()
    if (!row) throw new Error('nothing was begun')
    const { user } = await insertUser(db, email)
    await db.updateTable('subscriptions').set({ user_id: user.id }).where('id', '=', row.id).execute()
    await Promise.all(
      Array.from({ length: 12 }, () => settleKnownSubscription(house.deps, actor, { subscriptionId: row.id })),
    )
    const entries = await db
      .selectFrom('credit_entries as e')
      .innerJoin('credit_accounts as a', 'a.id', 'e.account_id')
      .select(['e.kind', 'e.plan'])
      .where('a.user_id', '=', user.id)
      .execute()
    expect(entries).toEqual([{ kind: 'allowance', plan: 60 }])
    await expectSound(house)
  })
})

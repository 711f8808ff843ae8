import type { OrderId } from '@cashwrap/shared/ids'
import { createStripeClient } from '../../src/gateways/stripe/stripe-client.ts'
import type { House } from './house.ts'
import { Shopper } from './shopper.ts'
import { until } from './until.ts'

/** What is told of a refund. */
interface Told {
  orderId: OrderId
  amount: number
  total: number
  currency: string
  isFull: boolean
  reason: string | null
}

/** Buys and gives money back as somebody does who works at Stripe and not here. */
export function atStripe(house: House) {
  const { db } = house.deps
  const stripe = createStripeClient(house.deps.config.stripe)
  const paymentOf = async (orderId: OrderId) => {
    const payments = db.selectFrom('payments').select('provider_object_id').where('order_id', '=', orderId)
    return (await payments.executeTakeFirstOrThrow()).provider_object_id
  }
  return {
    stripe,
    paymentOf,

    /** An order of these that is paid and complete, with `card`. */
    async buy(
      slugs: readonly string[],
      { card, shopper = new Shopper(house.url) }: { card?: string; shopper?: Shopper } = {},
    ) {
      await shopper.fill(...slugs)
      const { orderId, sessionId } = await shopper.startPayable()
      await house.sandbox.pay(sessionId, card)
      await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
      return { orderId, sessionId, shopper }
    },

    /** Gives back so much in Stripe's units, or all that is left; answers the refund's id. */
    async refund(
      orderId: OrderId,
      params: { amount?: number; reverse_transfer?: boolean; refund_application_fee?: boolean } = {},
    ): Promise<string> {
      return (await stripe.refunds.create({ payment_intent: await paymentOf(orderId), ...params })).id
    },

    stateOf: async (orderId: OrderId) =>
      (await db.selectFrom('orders').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state,

    refundsOf: (orderId: OrderId) =>
      db
        .selectFrom('refunds')
        .select(['amount', 'state', 'reason', 'provider_refund_id'])
        .where('order_id', '=', orderId)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),

    /** What listeners are told of the order's refunds, oldest first. */
    async told(orderId: OrderId) {
      const rows = await db
        .selectFrom('webhook_messages')
        .select(['audience', 'seller_id', 'data'])
        .where('order_id', '=', orderId)
        .where('type', '=', 'order.refunded')
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(({ data, ...row }) => ({ ...row, ...(data as Told) }))
    },

    /** Waits until every event that Stripe has told of refunds is dealt with. */
    async heard(): Promise<void> {
      await until('the events of refunds are dealt with', async () => {
        const told = (await house.sandbox.events()).filter(({ type }) => isAboutRefunds(type)).map(({ id }) => id)
        const kept = await db.selectFrom('stripe_events').select(['id', 'state']).where('id', 'in', told).execute()
        return kept.length === told.length && kept.every(({ state }) => state === 'done' || state === 'ignored')
      })
    },
  }
}

export const isAboutRefunds = (type: string): boolean =>
  ['charge.refunded', 'refund.created', 'refund.updated', 'refund.failed'].includes(type)

/** Has somebody listen to everything of the shop, or of a seller of it. */
export async function listen(house: House, seller?: keyof House['sellers']): Promise<void> {
  await house.deps.db
    .insertInto('webhook_endpoints')
    .values({
      id: crypto.randomUUID() as never,
      owner: seller ? 'seller' : 'shop',
      seller_id: seller ? house.sellers[seller] : null,
      url: 'https://listener.invalid/hook',
      secret: Buffer.from('sealed'),
      created_at: house.deps.clock.now(),
    })
    .execute()
}

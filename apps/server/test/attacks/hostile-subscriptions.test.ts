import type { ChangePreview, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import type { SubscriptionId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { settleKnownSubscription } from '../../src/modules/billing/settle-subscription.ts'
import { expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { type StockedPlans, stockPlans } from '../support/plans.ts'
import type { Shopper } from '../support/shopper.ts'
import {
  creditsOf,
  given,
  mine,
  mySubscription,
  opened,
  passTo,
  signedIn,
  signIn,
  startPlan,
  subscribe,
} from '../support/subscriber.ts'
import { until } from '../support/until.ts'

const FAILS_LATER = '4000000000000341'

let house: House
let plans: StockedPlans
beforeAll(async () => {
  house = await openHouse()
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const actor = systemActor('test')

const rowOf = (id: string) =>
  house.deps.db
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', id as SubscriptionId)
    .executeTakeFirstOrThrow()

const stripe = async <T = Record<string, string>>(path: string, params: Record<string, string>): Promise<T> => {
  const response = await fetch(`${house.sandbox.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sandbox', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(params),
  })
  const body = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(body)}`)
  return body as T
}

const settle = (id: string) => settleKnownSubscription(house.deps, actor, { subscriptionId: id as SubscriptionId })

const change = async (shopper: Shopper, id: string, priceId: string) => {
  const seen = given(
    await shopper.mutate<ChangePreview>('subscriptions.previewChange', { subscriptionId: id, priceId }),
  )
  return given(
    await shopper.mutate<Subscription>('subscriptions.change', {
      subscriptionId: id,
      priceId,
      prorationAt: seen.prorationAt,
      expectedDueNow: seen.dueNow,
    }),
  )
}

interface Lists {
  data: { id: string; status: string; amount_due: number; price: { id: string } }[]
}
const listOf = (what: string, provider: string) => house.sandbox.stripe<Lists>(`${what}?subscription=${provider}`)

describe('a subscription that was changed by hand at Stripe', () => {
  it.each([
    ['two of its plan', { 'items[0][quantity]': '2' }],
    ['another plan besides', { 'items[1][price]': 'studio' }],
    ['a price that nobody here knows', { 'items[0][price]': 'unknown' }],
  ])(
    'to %s opens what was agreed on, and its money is booked',
    async (_what, params) => {
      const joe = await signedIn(house)
      await subscribe(house, await signedIn(house), plans.studio.month)
      const { subscription } = await subscribe(house, joe, plans.plain.month)
      const { provider_subscription_id: provider } = await rowOf(subscription.id)
      const item = (await listOf('subscription_items', provider)).data[0]
      const studio = await house.deps.db
        .selectFrom('provider_prices')
        .select('provider_price_id as id')
        .where('price_id', '=', plans.studio.month)
        .executeTakeFirstOrThrow()
      const product = await stripe('products', { name: 'By hand' })
      const unknown = await stripe('prices', {
        product: product['id'] ?? '',
        currency: 'usd',
        unit_amount: '700',
        'recurring[interval]': 'month',
      })
      const named = Object.entries(params).map(([key, value]) => [
        key,
        value === 'studio' ? studio.id : value === 'unknown' ? (unknown['id'] ?? '') : value,
      ])
      await stripe(`subscriptions/${provider}`, { 'items[0][id]': item?.id ?? '', ...Object.fromEntries(named) })
      expect(await settle(subscription.id)).toMatchObject({ ok: true })
      expect(await opened(joe)).toEqual(['video'])
      await passTo(house, addMinutes(new Date(subscription.nextCharge?.at ?? 0), 90))
      await signIn(house, joe)
      const ends = new Date(subscription.nextCharge?.at ?? 0)
      await until('it is renewed', async () => ((await rowOf(subscription.id)).paid_until ?? ends) > ends)
      expect(await opened(joe)).toEqual(['video'])
      await expectSound(house)
    },
    60_000,
  )
})

describe('an invoice', () => {
  async function owing() {
    const kim = await signedIn(house)
    const { subscription } = await subscribe(house, kim, plans.studio.month)
    await house.sandbox.replaceCard((await rowOf(subscription.id)).provider_customer_id, FAILS_LATER)
    await passTo(house, addMinutes(new Date(subscription.nextCharge?.at ?? 0), 90))
    await signIn(house, kim)
    await until('it is past due', async () => (await mySubscription(kim, subscription.id)).status === 'past_due')
    const { provider_subscription_id: provider } = await rowOf(subscription.id)
    const invoice = (await listOf('invoices', provider)).data.find((one) => one.status === 'open')
    return { kim, id: subscription.id, invoice: invoice?.id ?? '' }
  }
  const allowances = (id: string) =>
    house.deps.db
      .selectFrom('subscription_invoices')
      .select(['status', 'allowance_at', 'order_id'])
      .where('subscription_id', '=', id as SubscriptionId)
      .orderBy('created_at')
      .execute()

  it.each(['void', 'mark_uncollectible'])(
    'that was given up (%s) gives no credits and is no order',
    async (verb) => {
      const { kim, id, invoice } = await owing()
      await stripe(`invoices/${invoice}/${verb}`, {})
      await settle(id)
      const [, renewal] = await allowances(id)
      expect(renewal).toMatchObject({ allowance_at: null, order_id: null })
      expect(await creditsOf(kim, 'lesson')).toEqual({ plan: 60, total: 60 })
      await expectSound(house)
    },
    60_000,
  )

  it('that was paid elsewhere, as Stripe is told, begins its period', async () => {
    const { kim, id, invoice } = await owing()
    await stripe(`invoices/${invoice}/pay`, { paid_out_of_band: 'true' })
    expect(await settle(id)).toMatchObject({ ok: true })
    expect(await mySubscription(kim, id)).toMatchObject({ stage: 'active', hasAccess: true })
    await expectSound(house)
  }, 60_000)
})

describe('an answer of Stripe’s that comes late', () => {
  it('does not bring back what is over', async () => {
    const lou = await signedIn(house)
    const { subscription } = await subscribe(house, lou, plans.studio.month)
    const { provider_subscription_id: provider } = await rowOf(subscription.id)
    const { subscriptionGateway } = house.deps
    const { promise: isRead, resolve: tellRead } = Promise.withResolvers<void>()
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
    const slow = {
      ...house.deps,
      subscriptionGateway: {
        ...subscriptionGateway,
        read: async (...asked: Parameters<typeof subscriptionGateway.read>) => {
          const seen = await subscriptionGateway.read(...asked)
          tellRead()
          await mayAnswer
          return seen
        },
      },
    }
    const stale = settleKnownSubscription(slow, actor, { subscriptionId: subscription.id })
    await isRead
    given(await lou.mutate('subscriptions.cancel', { subscriptionId: subscription.id, when: 'now' }))
    answer()
    expect(await stale).toMatchObject({ ok: true, value: { outcome: 'something newer is known' } })
    expect(await rowOf(subscription.id)).toMatchObject({ status: 'canceled', has_access: false })
    expect(await opened(lou)).toEqual([])
    expect(provider).toMatch(/^sub_/)
    await expectSound(house)
  })
})

describe('looks, events and wishes at once', () => {
  it('book a renewal once, give its credits once, and end in what the provider says', async () => {
    const zoe = await signedIn(house)
    const { subscription } = await subscribe(house, zoe, plans.studio.month)
    const { id } = subscription
    const ends = new Date(subscription.nextCharge?.at ?? 0)
    await passTo(house, addMinutes(ends, -180))
    const ask = (verb: string, input: object = {}) =>
      zoe.mutate(`subscriptions.${verb}`, { subscriptionId: id, ...input })
    await Promise.all([
      house.sandbox.advanceTo(addMinutes(ends, 90)),
      ...Array.from({ length: 6 }, () => settle(id)),
      ask('cancel', { when: 'period-end' }),
      ask('keep'),
      ask('pause', { periods: 1 }),
      ask('resume'),
    ])
    await passTo(house, addMinutes(ends, 90))
    await signIn(house, zoe)
    await Promise.all([...Array.from({ length: 6 }, () => settle(id)), ask('resume'), ask('keep')])
    await ask('keep')
    await ask('resume')
    await until('the renewal is paid', async () => ((await rowOf(id)).paid_until ?? ends) > ends)
    const orders = await house.deps.db
      .selectFrom('orders')
      .select('total')
      .where('subscription_id', '=', id as SubscriptionId)
      .execute()
    expect(orders).toEqual([{ total: 1900 }, { total: 1900 }])
    expect(await creditsOf(zoe, 'lesson')).toEqual({ plan: 60, total: 60 })
    expect(await mySubscription(zoe, id)).toMatchObject({ stage: 'active', hasAccess: true })
    await expectSound(house)
  }, 60_000)
})

describe('what is left on a customer’s balance', () => {
  it('keeps nobody from subscribing again', async () => {
    const eva = await signedIn(house)
    const { subscription } = await subscribe(house, eva, plans.studio.month)
    await change(eva, subscription.id, plans.plain.month)
    await change(eva, subscription.id, plans.basic.month)
    given(await eva.mutate('subscriptions.cancel', { subscriptionId: subscription.id, when: 'now' }))
    const { provider_customer_id: customer } = await rowOf(subscription.id)
    expect(await house.sandbox.stripe(`customers/${customer}`)).toMatchObject({ balance: -1000 })
    const again = await subscribe(house, eva, plans.studio.month)
    expect(again.subscription).toMatchObject({ stage: 'active', hasAccess: true })
    await expectSound(house)
  })

  it('keeps nobody from subscribing again while it waits for the next charge', async () => {
    const max = await signedIn(house)
    const { subscription } = await subscribe(house, max, plans.studio.month)
    await change(max, subscription.id, plans.plain.month)
    given(await max.mutate('subscriptions.cancel', { subscriptionId: subscription.id, when: 'now' }))
    const again = await subscribe(house, max, plans.studio.month)
    expect(again.subscription).toMatchObject({ stage: 'active', hasAccess: true })
    await expectSound(house)
  })

  it('is not taken from what a seller gets', async () => {
    const ida = await signedIn(house)
    const { subscription } = await subscribe(house, ida, plans.studio.month)
    const theirs = await subscribe(house, ida, plans.gallery.month)
    const own = await rowOf(subscription.id)
    const sellers = await rowOf(theirs.subscription.id)
    expect(sellers.provider_customer_id).not.toBe(own.provider_customer_id)
    await expectSound(house)
  })
})

// Last, as its events wait for the operator.
describe('a subscription that somebody else made', () => {
  it('takes over no order whose name it bears', async () => {
    const ann = await signedIn(house)
    const bob = await signedIn(house)
    const { subscription } = await subscribe(house, bob, plans.plain.month)
    const { sessionId, orderId } = await startPlan(ann, plans.studio.month)
    const row = await rowOf(subscription.id)
    const item = (await listOf('subscription_items', row.provider_subscription_id)).data[0]
    const foreign = await stripe('subscriptions', {
      customer: row.provider_customer_id,
      default_payment_method: (
        await house.sandbox.stripe<{ default_payment_method: string }>(`subscriptions/${row.provider_subscription_id}`)
      ).default_payment_method,
      'items[0][price]': item?.price.id ?? '',
      'metadata[order_id]': orderId,
      'metadata[instance]': house.deps.config.instance,
    })
    expect(foreign['status']).toBe('active')
    await until('its events are looked at', async () => {
      const events = await house.deps.db
        .selectFrom('stripe_events')
        .select('note')
        .where('object_id', '=', foreign['id'] ?? '')
        .execute()
      return events.length > 0 && events.every((event) => event.note !== null)
    })
    expect(await mine(ann)).toEqual([])
    expect(await opened(ann)).toEqual([])
    expect(await ann.status(sessionId)).toMatchObject({ stage: 'open' })
    await house.sandbox.pay(sessionId)
    await until('the order begins its own', async () => (await mine(ann)).length === 1)
    expect(await rowOf((await mine(ann))[0]?.id ?? '')).toMatchObject({ order_id: orderId })
    expect((await rowOf((await mine(ann))[0]?.id ?? '')).provider_subscription_id).not.toBe(foreign['id'])
  })
})

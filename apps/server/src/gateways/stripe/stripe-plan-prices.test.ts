import { startSandbox } from '@cashwrap/sandbox'
import { newId } from '@cashwrap/shared/ids'
import { money } from '@cashwrap/shared/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stripePrice } from '../../../test/support/builders/stripe-objects.ts'
import type { PlanPriceToSell, SubscriptionGateway } from '../../modules/subscriptions/index.ts'
import { createLogger } from '../../platform/logger.ts'
import { createStripeClient } from './stripe-client.ts'
import { hasTerms } from './stripe-plan-prices.ts'
import { stripeSubscriptionGateway } from './stripe-subscription-gateway.ts'

const AT = Date.parse('2026-05-04T09:00:00Z')
const toSell = (own: Partial<PlanPriceToSell> = {}): PlanPriceToSell => ({
  priceId: newId<'price'>(AT),
  productId: newId<'product'>(AT),
  externalId: 'plan-monthly',
  title: 'Plan',
  interval: 'month',
  price: money(2000, 'USD'),
  instance: 'shop',
  ...own,
})

describe('a price that stands at Stripe', () => {
  it('is used at the same terms', () => {
    expect(hasTerms(stripePrice(), toSell())).toBe(true)
    const isk = stripePrice({ currency: 'isk', unit_amount: 50_000 })
    expect(hasTerms(isk, toSell({ price: money(500, 'ISK') }))).toBe(true)
  })
  const by = (own: Partial<NonNullable<ReturnType<typeof stripePrice>['recurring']>>) => ({
    recurring: {
      interval: 'month' as const,
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed' as const,
      ...own,
    },
  })
  it.each([
    ['archived', { active: false }],
    ['another amount', { unit_amount: 2001 }],
    ['in another currency', { currency: 'eur' }],
    ['paid once', { recurring: null }],
    ['by the year', by({ interval: 'year' })],
    ['every three months', by({ interval_count: 3 })],
    ['by use', by({ usage_type: 'metered' })],
    ['in tiers', { billing_scheme: 'tiered' as const }],
    ['by the dozen', { transform_quantity: { divide_by: 12, round: 'up' as const } }],
  ])('is not used when it is %s', (_, own) => {
    expect(hasTerms(stripePrice(own), toSell())).toBe(false)
  })
})

describe('at Stripe', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  let gateway: SubscriptionGateway
  let stripe: ReturnType<typeof createStripeClient>
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null })
    stripe = createStripeClient({ secretKey: 'sk_test_sandbox', apiBase: sandbox.url })
    gateway = stripeSubscriptionGateway(stripe, createLogger('silent'))
  })
  afterAll(() => sandbox.close())

  async function priceOf(price: PlanPriceToSell) {
    const made = await gateway.ensurePrice(price)
    if (!made.ok) throw new Error(made.failure.kind)
    return stripe.prices.retrieve(made.value.providerPriceId, { expand: ['product'] })
  }

  it('a price is made once, of a product that keeps its name', async () => {
    const price = toSell()
    const made = await priceOf(price)
    expect(made).toMatchObject({
      unit_amount: 2000,
      currency: 'usd',
      recurring: { interval: 'month', interval_count: 1 },
      lookup_key: `cashwrap_${price.priceId}`,
      tax_behavior: 'exclusive',
      metadata: { instance: 'shop', price_id: price.priceId },
      product: { id: `cashwrap_${price.productId}`, name: 'Plan' },
    })
    const again = await priceOf({ ...price, title: 'Plan, renamed' })
    expect(again.id).toBe(made.id)
    expect(again.product).toMatchObject({ name: 'Plan, renamed' })
    const yearly = await priceOf(toSell({ productId: price.productId, interval: 'year', title: 'Plan, renamed' }))
    expect(yearly.id).not.toBe(made.id)
    expect(yearly.product).toMatchObject({ id: `cashwrap_${price.productId}` })
  })

  it('asked for twice at once, it is one price', async () => {
    const price = toSell()
    const [one, other] = await Promise.all([priceOf(price), priceOf(price)])
    expect(one.id).toBe(other.id)
  })

  it('one at other terms gives its key up', async () => {
    const price = toSell()
    const before = await priceOf(price)
    const after = await priceOf({ ...price, price: money(2500, 'USD') })
    expect(after.id).not.toBe(before.id)
    expect(after.unit_amount).toBe(2500)
    expect((await stripe.prices.retrieve(before.id)).lookup_key).toBeNull()
  })

  it('one that old clients know is used while its terms are the same', async () => {
    const product = await stripe.products.create({ name: 'Of old' })
    const known = await stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: 2000,
      recurring: { interval: 'month' },
    })
    expect((await priceOf(toSell({ externalId: known.id }))).id).toBe(known.id)
    expect((await priceOf(toSell({ externalId: known.id, price: money(2100, 'USD') }))).id).not.toBe(known.id)
    expect((await priceOf(toSell({ externalId: 'price_of_nobody' }))).unit_amount).toBe(2000)
  })

  it('a tax rate is made once for its percentage and country', async () => {
    const ids = []
    for (const rate of [
      { rateBps: 810, country: 'CH' },
      { rateBps: 810, country: 'CH' },
      { rateBps: 1900, country: 'DE' },
      { rateBps: 810, country: null },
    ]) {
      const made = await gateway.ensureTaxRate(rate)
      if (!made.ok) throw new Error(made.failure.kind)
      ids.push(made.value.taxRateId)
    }
    expect(ids[1]).toBe(ids[0])
    expect(new Set(ids).size).toBe(3)
    expect(await stripe.taxRates.retrieve(String(ids[0]))).toMatchObject({
      percentage: 8.1,
      country: 'CH',
      inclusive: false,
    })
  })

  it('that does not answer is no price', async () => {
    const away = createStripeClient({ secretKey: 'sk_test_sandbox', apiBase: 'http://127.0.0.1:9' })
    const failed = await stripeSubscriptionGateway(away, createLogger('silent')).ensurePrice(toSell())
    expect(failed).toEqual({ ok: false, failure: { kind: 'unavailable' } })
  })
})

import type Stripe from 'stripe'
import type { PlanPriceToSell } from '../../modules/subscriptions/index.ts'
import { toStripeAmount } from './stripe-amount.ts'
import { isMissing, isTaken } from './stripe-failure.ts'

/** Ids as the shop makes them for prices of its own stand nowhere at Stripe. */
const PRICE_ID = /^price_(?![0-9a-f]{32}$)\w+$/
const NAME_LIMIT = 250
/** What buyers read beside the amount. */
const TAX_NAME = 'Tax'

/**
 * The id of Stripe's price for one of ours: the one old clients know it by, if it stands there at the same terms; else the one
 * found by its lookup key, else a new one. Throws what Stripe answers otherwise.
 */
export async function findOrMakePrice(stripe: Stripe, price: PlanPriceToSell): Promise<string> {
  const known = await standingPrice(stripe, price.externalId)
  if (known !== null && hasTerms(known, price)) return known.id
  const lookupKey = `cashwrap_${price.priceId}`
  const found = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, expand: ['data.product'] })
  const own = found.data.find((candidate) => hasTerms(candidate, price))
  if (own !== undefined) {
    if (typeof own.product === 'object' && !own.product.deleted) await nameAs(stripe, own.product, price)
    return own.id
  }
  const terms = recurringTerms(price)
  const made = await stripe.prices.create(
    {
      ...terms,
      product: await findOrMakeProduct(stripe, price),
      // Tax of a rate or of Stripe's own reckoning always comes on top.
      tax_behavior: 'exclusive',
      lookup_key: lookupKey,
      // One at other terms, or archived, gives the key up to this one.
      transfer_lookup_key: true,
      metadata: { instance: price.instance, price_id: price.priceId },
    },
    { idempotencyKey: `cashwrap:price:${price.priceId}:${terms.unit_amount}${terms.currency}:${price.interval}` },
  )
  return made.id
}

/**
 * The id of a tax rate that is added on top. Stripe knows no lookup keys for them, so those at hand are gone through: there are
 * as many as countries. Throws what Stripe answers otherwise.
 */
export async function findOrMakeTaxRate(
  stripe: Stripe,
  { rateBps, country }: { rateBps: number; country: string | null },
): Promise<string> {
  const key = `${rateBps}:${country ?? 'any'}`
  for await (const rate of stripe.taxRates.list({ active: true, inclusive: false, limit: 100 }))
    if (
      rate.metadata?.['cashwrap_rate'] === key &&
      Math.round(rate.percentage * 100) === rateBps &&
      rate.country === country
    )
      return rate.id
  const made = await stripe.taxRates.create(
    {
      display_name: TAX_NAME,
      percentage: rateBps / 100,
      inclusive: false,
      ...(country !== null && { country }),
      metadata: { cashwrap_rate: key },
    },
    { idempotencyKey: `cashwrap:tax-rate:${key}` },
  )
  return made.id
}

/** Whether a price charges exactly this, by the number of its periods and nothing else. */
export function hasTerms(standing: Stripe.Price, price: Pick<PlanPriceToSell, 'price' | 'interval'>): boolean {
  const terms = recurringTerms(price)
  const { recurring } = standing
  return (
    standing.active &&
    standing.billing_scheme === 'per_unit' &&
    standing.transform_quantity === null &&
    standing.unit_amount === terms.unit_amount &&
    standing.currency === terms.currency &&
    recurring?.interval === price.interval &&
    recurring.interval_count === 1 &&
    recurring.usage_type === 'licensed'
  )
}

function recurringTerms({ price, interval }: Pick<PlanPriceToSell, 'price' | 'interval'>) {
  return {
    currency: price.currency.toLowerCase(),
    unit_amount: toStripeAmount(price.amount, price.currency),
    recurring: { interval, interval_count: 1, usage_type: 'licensed' as const },
  }
}

async function standingPrice(stripe: Stripe, externalId: string): Promise<Stripe.Price | null> {
  if (!PRICE_ID.test(externalId)) return null
  return unlessMissing(() => stripe.prices.retrieve(externalId))
}

/** Our own id, so that it is made once whoever comes first. */
async function findOrMakeProduct(stripe: Stripe, price: PlanPriceToSell): Promise<string> {
  const id = `cashwrap_${price.productId}`
  const standing =
    (await unlessMissing(() => stripe.products.retrieve(id))) ??
    (await unlessTaken(() =>
      stripe.products.create({ id, name: nameOf(price), metadata: { instance: price.instance } }),
    ))
  if (standing !== null) await nameAs(stripe, standing, price)
  return id
}

async function nameAs(stripe: Stripe, product: Stripe.Product, price: PlanPriceToSell): Promise<void> {
  if (product.name === nameOf(price) && product.active) return
  await stripe.products.update(product.id, { name: nameOf(price), active: true })
}

const nameOf = ({ title }: PlanPriceToSell): string => title.slice(0, NAME_LIMIT)

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function unlessTaken<T>(make: () => Promise<T>): Promise<T | null> {
  try {
    return await make()
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}

import type { Availability, ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

/**
 * Whether a published product can be bought now, a plan by subscribing to it. `seatsLeft` is null for all but events, `credits`
 * for all but packages.
 */
export function availabilityOf(product: {
  kind: ProductKind
  seatsLeft: number | null
  prices: readonly Pick<ProductPrice, 'interval'>[]
  credits: unknown
}): Availability {
  const isRecurring = product.kind === 'plan'
  if (!product.prices.some((price) => (price.interval !== null) === isRecurring)) return 'not-on-sale-yet'
  if (product.kind === 'credit_package' && product.credits === null) return 'not-on-sale-yet'
  return product.seatsLeft !== null && product.seatsLeft <= 0 ? 'sold-out' : 'on-sale'
}

import type { Availability } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

/** Kinds that are shown with their prices but cannot be put into the cart. */
const NOT_SOLD_YET: ReadonlySet<ProductKind> = new Set(['plan'])

/** Whether a published product can be bought now. `seatsLeft` is null for all but events, `credits` for all but packages. */
export function availabilityOf(product: {
  kind: ProductKind
  seatsLeft: number | null
  prices: readonly unknown[]
  credits: unknown
}): Availability {
  if (NOT_SOLD_YET.has(product.kind) || product.prices.length === 0) return 'not-on-sale-yet'
  if (product.kind === 'credit_package' && product.credits === null) return 'not-on-sale-yet'
  return product.seatsLeft !== null && product.seatsLeft <= 0 ? 'sold-out' : 'on-sale'
}

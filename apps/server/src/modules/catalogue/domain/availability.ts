import type { Availability } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

/** Kinds that are shown with their prices but cannot be put into the cart. */
const NOT_SOLD_YET: ReadonlySet<ProductKind> = new Set(['plan', 'credit_package'])

/** Whether a published product can be bought now. `seatsLeft` is null for everything but events. */
export function availabilityOf(product: {
  kind: ProductKind
  seatsLeft: number | null
  prices: readonly unknown[]
}): Availability {
  if (NOT_SOLD_YET.has(product.kind) || product.prices.length === 0) return 'not-on-sale-yet'
  return product.seatsLeft !== null && product.seatsLeft <= 0 ? 'sold-out' : 'on-sale'
}

import type { Availability, ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId, SellerId } from '@cashwrap/shared/ids'

/** What a cart or a checkout must know of a product to price a line of it. */
export interface PriceableProduct {
  id: ProductId
  slug: string
  externalId: string
  kind: ProductKind
  title: string
  summary: string
  pictureSeed: string
  sellerId: SellerId | null
  /** What old clients know its seller by. */
  sellerExternalId: string | null
  status: 'draft' | 'published' | 'unpublished'
  availability: Availability
  /** Null for everything but events. */
  seatsLeft: number | null
  /** What one of it gives; null for all but packages of credits. */
  credits: { creditType: string; credits: number } | null
  /** Active ones only, cheapest first within a currency; amounts in minor units. */
  prices: ProductPrice[]
}

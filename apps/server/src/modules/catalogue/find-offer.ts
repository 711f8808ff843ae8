import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { oneTimePrices } from './domain/one-time-prices.ts'
import type { PriceableProduct } from './domain/priceable-product.ts'
import { findNamedPrice, findProductByExternalId } from './priceable-store.ts'

/** What a caller names by the texts it has always known them by. Each is looked up, none is believed. */
export interface NamedOffer {
  product: string
  /** Only these kinds are sold under the name; anything else is not found. */
  kinds: readonly ProductKind[]
  price?: string
  seller?: string
  /** Only a package of credits of this type is sold under the name. */
  creditType?: string
  /** The currency that is meant where there are prices in several; the shop's otherwise. */
  currency?: string
}

export interface Offer {
  productId: ProductId
  kind: ProductKind
  title: string
  price: Money
}

export type OfferFailure = FailureOf<'not-found' | 'not-for-sale' | 'invalid-input'>

/** The published product that is meant, at the price that is meant or, where none is named, the shop's. */
export async function findOffer(
  deps: { db: Db | Tx; config: { shop: { currency: string } } },
  _actor: Actor,
  named: NamedOffer,
): Promise<Result<Offer, OfferFailure>> {
  const product = await findProductByExternalId(deps.db, named.product)
  if (product?.status !== 'published' || !named.kinds.includes(product.kind) || !givesWhatIsNamed(product, named))
    return fail({ kind: 'not-found', what: 'product' })
  if (named.seller !== undefined && product.sellerExternalId !== named.seller)
    return fail({ kind: 'invalid-input', fields: [{ path: 'seller', message: 'does not sell this' }] })
  const once = oneTimePrices(product, named.currency ?? deps.config.shop.currency)
  const priceId = named.price === undefined ? once[0]?.id : await findNamedPrice(deps.db, product.id, named.price)
  const price = once.find((one) => one.id === priceId)
  if (!price && named.price !== undefined)
    return fail({ kind: 'invalid-input', fields: [{ path: 'price', message: 'is not a price of this' }] })
  if (!price) return fail({ kind: 'not-for-sale', products: [{ productId: product.id, title: product.title }] })
  const { amount, currency } = price
  return ok({ productId: product.id, kind: product.kind, title: product.title, price: { amount, currency } })
}

const givesWhatIsNamed = ({ credits }: PriceableProduct, { creditType }: NamedOffer): boolean =>
  creditType === undefined || credits?.creditType === creditType

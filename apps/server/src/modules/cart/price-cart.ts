import type { CouponProblem, LineNotice } from '@cashwrap/shared/contracts/cart'
import type { CartLineId, PriceId, ProductId } from '@cashwrap/shared/ids'
import { smallestStep } from '@cashwrap/shared/money'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { seatsHeldByCart } from '../bookings/index.ts'
import { type PriceableProduct, priceableProducts } from '../catalogue/index.ts'
import type { StoredCart, StoredLine } from './cart-store.ts'
import { findCoupon } from './coupon-store.ts'
import { type Coupon, couponProblem } from './domain/coupon.ts'
import { type LineAmounts, type Quote, quote, type TaxRule } from './domain/quote.ts'

export interface PricedLine extends LineAmounts {
  stored: StoredLine
  product: PriceableProduct
  priceId: PriceId
  unitAmount: number
  notices: LineNotice[]
}

/** A cart at the catalogue's prices of this moment. Lines that cannot be bought are told apart and not charged. */
export interface PricedCart {
  currency: string | null
  lines: PricedLine[]
  unavailable: { stored: StoredLine; product: PriceableProduct; notice: LineNotice & { kind: 'unavailable' } }[]
  coupon: { coupon: Coupon | null; code: string; problem: CouponProblem | null } | null
  quote: Quote
  /** Line ids in the order they were put in. */
  order: CartLineId[]
}

export interface PricingOptions {
  email: string | null
  tax: TaxRule
  clock: Clock
}

/** What a browser has that never put anything in. */
export type EmptyCart = { id: null; couponCode: null; lines: [] }

/** Prices every line from the catalogue, and applies coupon and tax. Two statements, one more with a coupon and one with seats. */
export async function priceCart(
  db: Db | Tx,
  cart: StoredCart | EmptyCart,
  options: PricingOptions,
): Promise<PricedCart> {
  const products = new Map(
    (
      await priceableProducts(
        db,
        cart.lines.map((line) => line.productId),
      )
    ).map((product) => [product.id, product]),
  )
  const hasSeats = [...products.values()].some((product) => product.kind === 'event')
  const held = hasSeats && cart.id !== null ? await seatsHeldByCart(db, cart.id) : new Map<ProductId, number>()
  const currency = cart.lines[0]?.seenCurrency ?? null
  const unavailable: PricedCart['unavailable'] = []
  const sellable: Omit<PricedLine, keyof LineAmounts>[] = []
  for (const stored of cart.lines) {
    const listed = products.get(stored.productId)
    if (!listed) continue
    const product = withOwnSeats(listed, held.get(listed.id) ?? 0)
    const price = product.prices.find((one) => one.currency === currency && one.interval === null)
    const problem = whyUnavailable(product, price !== undefined)
    if (problem || !price)
      unavailable.push({ stored, product, notice: { kind: 'unavailable', availability: problem ?? 'unpublished' } })
    else
      sellable.push({
        stored,
        product,
        priceId: price.id,
        unitAmount: price.amount,
        notices: noticesOf(stored, product, price),
      })
  }
  const toPrice = sellable.map((line) => ({
    productId: line.product.id,
    quantity: line.stored.quantity,
    unitAmount: line.unitAmount,
  }))
  const coupon =
    cart.couponCode === null ? null : await findCoupon(db, cart.couponCode, { email: options.email, cartId: cart.id })
  const problem = coupon === null ? 'unknown' : couponProblem(coupon, toPrice, currency ?? '', options.clock.now())
  const priced = quote(
    toPrice,
    coupon && !problem ? coupon : null,
    options.tax,
    currency === null ? 1 : smallestStep(currency),
  )
  return {
    currency,
    lines: sellable.map((line, index) => ({ ...line, ...priced.lines[index]! })),
    unavailable,
    coupon: cart.couponCode === null ? null : { coupon, code: cart.couponCode, problem },
    quote: priced,
    order: cart.lines.map((line) => line.id),
  }
}

/** Seats that this cart's own open checkout holds are not gone for it. */
function withOwnSeats(product: PriceableProduct, held: number): PriceableProduct {
  if (held === 0 || product.seatsLeft === null) return product
  return {
    ...product,
    seatsLeft: product.seatsLeft + held,
    availability: product.availability === 'sold-out' ? 'on-sale' : product.availability,
  }
}

function whyUnavailable(
  product: PriceableProduct,
  hasPrice: boolean,
): 'unpublished' | 'sold-out' | 'not-on-sale-yet' | null {
  if (product.status !== 'published' || !hasPrice) return 'unpublished'
  return product.availability === 'on-sale' ? null : product.availability
}

function noticesOf(
  stored: StoredLine,
  product: PriceableProduct,
  price: { amount: number; currency: string },
): LineNotice[] {
  const notices: LineNotice[] = []
  if (stored.seenUnitAmount !== price.amount)
    notices.push({
      kind: 'price-changed',
      was: { amount: stored.seenUnitAmount, currency: stored.seenCurrency },
      now: { amount: price.amount, currency: price.currency },
    })
  if (product.seatsLeft !== null && product.seatsLeft < stored.quantity)
    notices.push({ kind: 'seats-short', left: product.seatsLeft })
  return notices
}

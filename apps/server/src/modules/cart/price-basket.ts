import type { CouponProblem, LineNotice } from '@cashwrap/shared/contracts/cart'
import type { BasketKey, CartLineId, PriceId, ProductId } from '@cashwrap/shared/ids'
import { smallestStep } from '@cashwrap/shared/money'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { seatsHeldFor } from '../bookings/index.ts'
import { type PriceableProduct, priceableProducts } from '../catalogue/index.ts'
import { findCoupon } from './coupon-store.ts'
import { type Coupon, couponProblem } from './domain/coupon.ts'
import { type LineAmounts, type Quote, quote, type TaxRule } from './domain/quote.ts'
import type { StoredLine } from './ports.ts'

export interface PricedLine extends LineAmounts {
  stored: BasketLine
  product: PriceableProduct
  priceId: PriceId
  unitAmount: number
  notices: LineNotice[]
}

/** A cart's line, or one that was never shown at a price. */
export type BasketLine = Omit<StoredLine, 'seenUnitAmount'> & {
  seenUnitAmount: number | null
  /** A plan at one of its prices; nothing is paid at first where it begins with a trial. */
  recurring?: { priceId: PriceId; trialDays: number }
}

/** What is to be bought: a cart's lines, or those of a direct purchase. */
export interface Basket {
  /** Null where nobody can tell two purchases apart, or nothing was ever put in. */
  key: BasketKey | null
  couponCode: string | null
  lines: readonly BasketLine[]
}

/** A basket at the catalogue's prices of this moment. Lines that cannot be bought are told apart and not charged. */
export interface PricedBasket {
  currency: string | null
  lines: PricedLine[]
  unavailable: { stored: BasketLine; product: PriceableProduct; notice: LineNotice & { kind: 'unavailable' } }[]
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

/** Prices every line from the catalogue, and applies coupon and tax. Two statements, one more with a coupon and one with seats. */
export async function priceBasket(db: Db | Tx, basket: Basket, options: PricingOptions): Promise<PricedBasket> {
  const products = new Map(
    (
      await priceableProducts(
        db,
        basket.lines.map((line) => line.productId),
      )
    ).map((product) => [product.id, product]),
  )
  const hasSeats = [...products.values()].some((product) => product.kind === 'event')
  const held = hasSeats && basket.key !== null ? await seatsHeldFor(db, basket.key) : new Map<ProductId, number>()
  const currency = basket.lines[0]?.seenCurrency ?? null
  const unavailable: PricedBasket['unavailable'] = []
  const sellable: Omit<PricedLine, keyof LineAmounts>[] = []
  for (const stored of basket.lines) {
    const listed = products.get(stored.productId)
    if (!listed) continue
    const product = withOwnSeats(listed, held.get(listed.id) ?? 0)
    const { recurring } = stored
    const price = recurring ? recurringPrice(product, recurring.priceId) : oneTimePrice(product, currency)
    const problem = whyUnavailable(product, price !== undefined)
    if (problem || !price)
      unavailable.push({ stored, product, notice: { kind: 'unavailable', availability: problem ?? 'unpublished' } })
    else
      sellable.push({
        stored,
        product,
        priceId: price.id,
        unitAmount: recurring && recurring.trialDays > 0 ? 0 : price.amount,
        notices: noticesOf(stored, product, price),
      })
  }
  const toPrice = sellable.map((line) => ({
    productId: line.product.id,
    quantity: line.stored.quantity,
    unitAmount: line.unitAmount,
  }))
  const coupon =
    basket.couponCode === null
      ? null
      : await findCoupon(db, basket.couponCode, { email: options.email, basket: basket.key })
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
    coupon: basket.couponCode === null ? null : { coupon, code: basket.couponCode, problem },
    quote: priced,
    order: basket.lines.map((line) => line.id),
  }
}

/** Plans have none: they are subscribed to by themselves. */
const oneTimePrice = ({ kind, prices }: PriceableProduct, currency: string | null) =>
  kind === 'plan' ? undefined : prices.find((one) => one.currency === currency && one.interval === null)

const recurringPrice = ({ prices }: PriceableProduct, priceId: PriceId) =>
  prices.find((one) => one.id === priceId && one.interval !== null)

/** Seats that this basket's own open checkout holds are not gone for it. */
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
  stored: BasketLine,
  product: PriceableProduct,
  price: { amount: number; currency: string },
): LineNotice[] {
  const notices: LineNotice[] = []
  if (stored.seenUnitAmount !== null && stored.seenUnitAmount !== price.amount)
    notices.push({
      kind: 'price-changed',
      was: { amount: stored.seenUnitAmount, currency: stored.seenCurrency },
      now: { amount: price.amount, currency: price.currency },
    })
  if (product.seatsLeft !== null && product.seatsLeft < stored.quantity)
    notices.push({ kind: 'seats-short', left: product.seatsLeft })
  return notices
}

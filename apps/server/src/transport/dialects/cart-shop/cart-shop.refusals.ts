import type { CouponProblem } from '@cashwrap/shared/contracts/cart'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { formatMoney } from '@cashwrap/shared/money'
import type { StartFailure } from '../../../modules/checkout/index.ts'
import { HTTP_STATUS } from '../../http/failure-to-http.ts'

/** A refusal in this dialect's words; `details` are for developers. */
export interface Refusal {
  status: number
  error: string
  details?: string
}

export const NO_SESSION: Refusal = { status: 401, error: 'No active session. Please add items to cart first.' }

export type Refused = StartFailure | FailureOf<'not-found' | 'bought-alone' | 'cart-full' | 'mixed-currencies'>

/** Old callers know 400 for what is missing in their request, the cart's lines included. */
const STATUS: Partial<Record<Refused['kind'], number>> = { 'cart-empty': 400, 'country-needed': 400 }

export const refusalOf = (failure: Refused): Refusal => ({
  status: STATUS[failure.kind] ?? HTTP_STATUS[failure.kind],
  error: sentenceOf(failure),
  details: failure.kind,
})

function sentenceOf(failure: Refused): string {
  switch (failure.kind) {
    case 'not-found':
      return notFound(failure.what)
    case 'cart-empty':
      return 'Cart is empty. Please add items before checkout.'
    case 'cart-full':
      return `Cart is full: it holds ${failure.limit} different items.`
    case 'mixed-currencies':
      return `The cart is in ${failure.cartCurrency}, this item is sold in ${failure.productCurrency}.`
    case 'not-for-sale':
      return `${titles(failure.products)} can no longer be bought. Please remove it from the cart.`
    case 'bought-alone':
      return `${titles(failure.products)} is subscribed to by itself and not put into a cart.`
    case 'seats-gone':
      return failure.products
        .map(({ title, left }) => (left === 0 ? `${title} is sold out.` : `${title} has only ${left} left.`))
        .join(' ')
    case 'already-owned':
      return `${titles(failure.products)} is already yours. Please remove it from the cart.`
    case 'seller-not-ready':
      return `${titles(failure.products)} cannot be bought right now, nothing was charged. Please remove it from the cart.`
    case 'price-changed':
      return `The total is now ${formatMoney(failure.now)}.`
    case 'coupon-refused':
      return `Coupon ${failure.code} ${COUPON[failure.problem]}`
    case 'country-needed':
      return 'Country is required for checkout: send "country" as a code of two letters, such as DE'
    case 'amount-too-small':
      return `The smallest payment is ${formatMoney(failure.minimum)}.`
    case 'invalid-input':
      return failure.fields[0]?.message ?? 'The request is not valid.'
    case 'already-paid':
    case 'already-subscribed':
      return 'This cart is paid already. Nothing was charged again.'
    case 'provider-unavailable':
      return 'Payment system error. Please try again later.'
    case 'idempotency-key-reused':
      return 'This Idempotency-Key was sent with another request before.'
    case 'idempotency-key-in-progress':
      return 'A request with this Idempotency-Key is still under way.'
    default:
      return failure satisfies never
  }
}

function notFound(what: FailureOf<'not-found'>['what']): string {
  switch (what) {
    case 'cart':
      return 'Cart not found or expired. Please add items again.'
    case 'cart-line':
      return 'Cart item not found'
    default:
      return 'Product not found'
  }
}

const COUPON = {
  unknown: 'is not known.',
  'not-started': 'does not count yet.',
  ended: 'has ended.',
  'used-up': 'is used up.',
  'used-by-you': 'was used by you before.',
  'below-minimum': 'asks for a larger cart.',
  'other-products': 'is for other products.',
  'other-currency': 'is for another currency.',
} as const satisfies Record<CouponProblem, string>

const titles = (products: readonly { title: string }[]): string =>
  new Intl.ListFormat('en').format(products.map(({ title }) => title))

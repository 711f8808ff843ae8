import type { Failure, FailureOf } from '@cashwrap/shared/contracts/failures'
import { formatMoney } from '@cashwrap/shared/money'

/** A failure in a sentence, for callers whose answers have room for one: what it means for their money, what to do next. */
export function failureSentence(failure: Failure): string {
  switch (failure.kind) {
    case 'invalid-input':
      return failure.fields.map(({ path, message }) => `${path}: ${message}`).join('; ') || 'The request is not valid.'
    case 'not-found':
      return `There is no such ${failure.what.replace('-', ' ')}.`
    case 'cart-empty':
      return 'The cart is empty.'
    case 'cart-full':
      return `A cart holds ${failure.limit} different things at most.`
    case 'mixed-currencies':
      return `The cart is in ${failure.cartCurrency}, this is sold in ${failure.productCurrency}.`
    case 'not-for-sale':
      return `${titles(failure.products)} can no longer be bought.`
    case 'price-changed':
      return `The total is now ${formatMoney(failure.now)}.`
    case 'already-owned':
      return `${titles(failure.products)} is owned already. Nothing was charged.`
    case 'bought-alone':
      return `${titles(failure.products)} cannot be put into a cart: a plan is subscribed to by itself.`
    case 'already-subscribed':
      return `There is a subscription to ${titles(failure.products)} already. Nothing was charged.`
    case 'change-refused':
      return CHANGE_REFUSED[failure.reason]
    case 'seats-gone':
      return failure.products
        .map(({ title, left }) => (left === 0 ? `${title} is sold out.` : `${title} has only ${left} left.`))
        .join(' ')
    case 'coupon-refused':
      return `The coupon ${failure.code} does not count: ${failure.problem}.`
    case 'country-needed':
      return 'The tax depends on the country: send country as a two-letter code.'
    case 'amount-too-small':
      return `The smallest payment is ${formatMoney(failure.minimum)}.`
    case 'already-paid':
      return 'This is paid already. It was not charged again.'
    case 'provider-unavailable':
      return 'The payment service does not answer. Nothing was charged; try again in a moment.'
    case 'seller-not-ready':
      return `The seller of ${titles(failure.products)} cannot be paid yet. Nothing was charged.`
    case 'not-enough-credits':
      return `There are not enough ${failure.creditType} credits: ${failure.balance} are left. Nothing was taken.`
    case 'not-onboarded':
      return 'The account is not complete. Go on with onboarding first.'
    case 'idempotency-key-reused':
      return 'This Idempotency-Key was used for another request.'
    case 'idempotency-key-in-progress':
      return 'The request with this Idempotency-Key is still running.'
    case 'sign-in-required':
      return 'Authentication required'
    case 'not-allowed':
      return 'This is not allowed.'
    case 'sign-in-refused':
      return 'The sign-in was refused.'
    case 'too-many-requests':
      return `Too many requests. Try again after ${failure.retryAt}.`
    case 'cart-unavailable':
      return 'Carts cannot be read right now. Nothing was changed; try again in a moment.'
    case 'internal':
      return 'Something went wrong on our side. Nothing was charged by this request.'
  }
}

const CHANGE_REFUSED: Record<FailureOf<'change-refused'>['reason'], string> = {
  declined: 'The card was declined. Nothing was charged, and the subscription is as it was.',
  'not-now': 'This cannot be done as the subscription stands now. Nothing was changed.',
  'credits-spent':
    'The credits of this period would go back with its money, and some of them are spent. Nothing was changed; try again when the next period has begun.',
  'not-offered': 'The subscription cannot be changed to this. Nothing was changed.',
}

const titles = (products: readonly { title: string }[]): string => products.map(({ title }) => title).join(', ')

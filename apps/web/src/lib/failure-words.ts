import type { CouponProblem } from '@cashwrap/shared/contracts/cart'
import type { ScreenFailure } from './failure.ts'
import { formatMoney } from './format-money.ts'
import { formatTime } from './format-time.ts'

export interface FailureWords {
  title: string
  /** What it means for the buyer and what to do next. */
  detail: string
}

const COUPON = {
  unknown: 'There is no such code. Check the spelling.',
  'not-started': 'This code does not count yet.',
  ended: 'This code has ended.',
  'used-up': 'This code has been used as often as it may be.',
  'used-by-you': 'You have used this code already.',
  'below-minimum': 'Your cart is below the amount this code asks for.',
  'other-products': 'This code is for other products than those in your cart.',
  'other-currency': 'This code counts in another currency than your cart.',
} as const satisfies Record<CouponProblem, string>

export const couponProblemWords = (problem: CouponProblem): string => COUPON[problem]

const titles = (products: ReadonlyArray<{ title: string }>) =>
  new Intl.ListFormat('en').format(products.map((product) => product.title))

/** A failure in words: what happened, then what it means. The compiler asks for every kind. */
export function failureWords(failure: ScreenFailure): FailureWords {
  switch (failure.kind) {
    case 'offline':
      return {
        title: 'No connection',
        detail: 'The shop could not be reached. Your cart is safe; try again in a moment.',
      }
    case 'internal':
      return { title: 'Something broke on our side', detail: 'Nothing was charged by this. Try again in a moment.' }
    case 'invalid-input':
      return { title: 'Something is not filled in right', detail: 'Check the marked fields and try again.' }
    case 'not-found':
      return NOT_FOUND[failure.what]
    case 'cart-empty':
      return { title: 'Your cart is empty', detail: 'Put something in it first.' }
    case 'cart-full':
      return { title: 'Your cart is full', detail: `It holds ${failure.limit} different things. Take one out first.` }
    case 'cart-unavailable':
      return {
        title: 'Your cart cannot be reached just now',
        detail: 'What is in it is kept, and nothing was charged. Try again in a moment.',
      }
    case 'mixed-currencies':
      return {
        title: 'Two currencies do not fit in one cart',
        detail: `Your cart is in ${failure.cartCurrency}, this is sold in ${failure.productCurrency}. Buy what is in the cart first.`,
      }
    case 'not-for-sale':
      return { title: 'No longer sold', detail: `${titles(failure.products)}: take it out of the cart to go on.` }
    case 'price-changed':
      return {
        title: 'The total has changed',
        detail: `It was ${formatMoney(failure.quoted)} and is now ${formatMoney(failure.now)}. Look at the cart, then pay if it suits you.`,
      }
    case 'already-owned':
      return { title: 'You own this already', detail: `${titles(failure.products)} is in your library.` }
    case 'bought-alone':
      return {
        title: 'A plan is bought by itself',
        detail: `${titles(failure.products)}: subscribe to it on its own page. Your cart stays as it is.`,
      }
    case 'already-subscribed':
      return {
        title: 'You have this plan already',
        detail: `${titles(failure.products)}: nothing was charged. Your subscription is in your account.`,
      }
    case 'change-refused':
      return CHANGE_REFUSED[failure.reason]
    case 'seats-gone':
      return { title: 'Not enough seats', detail: failure.products.map(seatsLeft).join(' ') }
    case 'coupon-refused':
      return { title: `${failure.code} does not count`, detail: couponProblemWords(failure.problem) }
    case 'country-needed':
      return { title: 'Your country is missing', detail: 'The tax depends on it.' }
    case 'amount-too-small':
      return {
        title: 'Too small to pay by card',
        detail: `The smallest payment is ${formatMoney(failure.minimum)}. Put something else in the cart.`,
      }
    case 'already-paid':
      return { title: 'This is paid already', detail: 'You were not charged again.' }
    case 'provider-unavailable':
      return { title: 'The payment service does not answer', detail: 'Nothing was charged. Trying again is safe.' }
    case 'seller-not-ready':
      return {
        title: 'The seller cannot be paid yet',
        detail: `Nothing was charged. Take ${titles(failure.products)} out of the cart to go on, or come back later.`,
      }
    case 'not-enough-credits':
      return {
        title: 'Not enough credits',
        detail: `${failure.balance} ${failure.creditType} credits are left, and nothing was taken. Buy more to go on.`,
      }
    case 'not-onboarded':
      return {
        title: 'Your account is not complete',
        detail: 'The payment service still needs something from you. Go on with the setup first.',
      }
    case 'idempotency-key-reused':
      return { title: 'This page is out of date', detail: 'Nothing was charged. Reload it and try again.' }
    case 'idempotency-key-in-progress':
      return { title: 'Already on it', detail: 'The first try is still running. Wait a moment.' }
    case 'sign-in-required':
      return { title: 'Sign in first', detail: 'This page belongs to an account.' }
    case 'not-allowed':
      return { title: 'Not for this account', detail: 'You are signed in, but this is not yours to see.' }
    case 'sign-in-refused':
      return signInRefused(failure)
    case 'too-many-requests':
      return {
        title: 'A little slower, please',
        detail: `Try again after ${formatTime(failure.retryAt, { style: 'time' })}.`,
      }
    default:
      return failure satisfies never
  }
}

const CHANGE_REFUSED = {
  declined: {
    title: 'The card was declined',
    detail: 'Nothing was charged, and your plan is as it was. Use another card, then try again.',
  },
  'not-now': { title: 'Not possible just now', detail: 'Nothing was changed. Reload the page to see how it stands.' },
  'credits-spent': {
    title: 'Some of these credits are used',
    detail: 'They would go back with the money. Nothing was changed; you can go down when your next period has begun.',
  },
  'not-offered': { title: 'Not offered', detail: 'Your plan cannot be changed to this. Nothing was changed.' },
} as const satisfies Record<Extract<ScreenFailure, { kind: 'change-refused' }>['reason'], FailureWords>

const NOT_FOUND = {
  product: { title: 'Not in this shop', detail: 'This product does not exist or is no longer shown.' },
  cart: { title: 'Your cart is gone', detail: 'It was left for too long. Put in again what you would like.' },
  'cart-line': { title: 'Gone from the cart', detail: 'It was taken out already, maybe in another tab.' },
  checkout: { title: 'No such checkout', detail: 'The link may be incomplete. Your orders show what was paid.' },
  order: { title: 'No such order', detail: 'It does not exist, or belongs to another account.' },
  file: { title: 'No such file', detail: 'It does not exist, or is not among what you bought.' },
  course: { title: 'No such course', detail: 'It does not exist, or is not among what you bought.' },
  'credit-account': { title: 'No such account', detail: 'Nobody has credits there.' },
  seller: { title: 'Not a seller', detail: 'This account does not sell here.' },
  plan: { title: 'No such plan', detail: 'It does not exist or is no longer offered.' },
  subscription: { title: 'No such subscription', detail: 'It does not exist, or belongs to another account.' },
  invoice: { title: 'No such invoice', detail: 'It does not exist, or belongs to another account.' },
  site: { title: 'No such site', detail: 'It is not connected to this shop.' },
  'webhook-endpoint': { title: 'No such endpoint', detail: 'It does not exist, or is not yours.' },
  'webhook-delivery': { title: 'No such delivery', detail: 'It does not exist, or is not yours.' },
  route: { title: 'No such page', detail: 'The address may be mistyped.' },
} as const satisfies Record<Extract<ScreenFailure, { kind: 'not-found' }>['what'], FailureWords>

function signInRefused(failure: Extract<ScreenFailure, { kind: 'sign-in-refused' }>): FailureWords {
  const left =
    failure.triesLeft === null ? '' : ` ${failure.triesLeft} ${failure.triesLeft === 1 ? 'try' : 'tries'} left.`
  switch (failure.reason) {
    case 'wrong-code':
      return { title: 'That is not the code', detail: `Look at the newest mail from us.${left}` }
    case 'expired':
      return { title: 'Too old', detail: 'Codes and links hold for 15 minutes. Ask for a new mail.' }
    case 'used':
      return { title: 'Used already', detail: 'Each code and link works once. Ask for a new mail.' }
    case 'too-many-tries':
      return { title: 'Too many tries', detail: 'Ask for a new mail and use its code.' }
    default:
      return failure.reason satisfies never
  }
}

const seatsLeft = (product: { title: string; left: number }) =>
  product.left === 0 ? `${product.title} is sold out.` : `${product.title} has ${product.left} left.`

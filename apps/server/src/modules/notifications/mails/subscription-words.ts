import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import { formatMoney, money } from '@cashwrap/shared/money'
import type { SubscribedPlan, SubscriptionCredits } from '../subscription-messages.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' })
const COUNT = new Intl.NumberFormat('en')
const TITLE_IN_SUBJECT = 70

/** `4 June 2026`, of an instant as ISO. */
export const day = (instant: string): string => DAY.format(new Date(instant))

/** `4 June 2026, 09:00 UTC`: where the hour matters, as with access that ends. */
export const moment = (instant: string): string => `${day(instant)}, ${TIME.format(new Date(instant))} UTC`

/** `amount` is in minor units. */
export const sum = (amount: number, currency: string): string => formatMoney(money(amount, currency))

/** What will be charged for a plan: `$12.00`, `$12.00 plus tax`. */
export const dueFor = (plan: SubscribedPlan, amount: number, currency: string): string =>
  `${sum(amount, currency)}${plan.taxOnTop && amount > 0 ? ' plus tax' : ''}`

/** `$12.00 a month` */
export const priceOf = (plan: SubscribedPlan): string =>
  `${sum(plan.price.amount, plan.price.currency)} a ${plan.interval}${plan.taxOnTop ? ' plus tax' : ''}`

/** `$12.00 on 4 June 2026` */
export const chargeOf = (plan: SubscribedPlan, next: { nextChargeAt: string; nextAmount: number }): string =>
  `${dueFor(plan, next.nextAmount, plan.price.currency)} on ${day(next.nextChargeAt)}`

export const rhythm = (interval: PlanInterval): string => (interval === 'month' ? 'monthly' : 'yearly')

/** `100 lesson credits`; those of the type `credit` are just credits. */
export function creditsOf({ creditType, perPeriod }: SubscriptionCredits): string {
  const type = creditType === 'credit' ? '' : `${oneLine(creditType.replaceAll('_', ' '))} `
  return `${COUNT.format(perPeriod)} ${type}${perPeriod === 1 ? 'credit' : 'credits'}`
}

const BRANDS: Readonly<Record<string, string>> = {
  amex: 'American Express card',
  diners: 'Diners Club card',
  discover: 'Discover card',
  jcb: 'JCB card',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay card',
  visa: 'Visa card',
}

/** `Visa card ending in 4242`; what is no card is called by what it is saved as. */
export function cardOf({ brand, last4 }: { brand: string; last4: string | null }): string {
  if (last4 === null) return 'saved way to pay'
  return `${BRANDS[brand] ?? 'card'} ending in ${last4}`
}

/**
 * A title as one line of plain words: it is written by sellers and goes into a subject, where a line break would begin
 * another header and a turn of the writing direction would hide what follows.
 */
export const oneLine = (title: string): string =>
  title
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** A title as a subject says it, after the fact. */
export function shortTitle(title: string): string {
  const letters = [...oneLine(title)]
  return letters.length <= TITLE_IN_SUBJECT ? letters.join('') : `${letters.slice(0, TITLE_IN_SUBJECT - 1).join('')}…`
}

import { exponentOf, minor } from '@cashwrap/shared/money'

/**
 * Stripe's own rules about amounts (docs.stripe.com/currencies), the only place that knows them:
 * - ISK has no decimals in the world, but is sent times 100, ending in 00
 * - three-decimal currencies are sent in thousandths whose last digit is 0
 * - HUF and TWD are charged with two decimals (whole units matter for payouts only)
 * - UGX has two contradicting rules, so it is not taken at all
 */
const TIMES_100: ReadonlySet<string> = new Set(['ISK'])

/** The least Stripe charges, in our minor units, by currency; others have no minimum of their own that Stripe publishes. */
const MINIMUM: Readonly<Record<string, number>> = {
  USD: 50,
  EUR: 50,
  AUD: 50,
  CAD: 50,
  NZD: 50,
  SGD: 50,
  BRL: 50,
  INR: 50,
  CHF: 50,
  GBP: 30,
  JPY: 50,
  DKK: 250,
  NOK: 300,
  SEK: 300,
  HKD: 400,
  MXN: 1000,
  MYR: 200,
  PLN: 200,
  RON: 200,
  THB: 1000,
  CZK: 1500,
  HUF: 17_500,
  AED: 200,
  BGN: 100,
}
/** Stripe takes at most eight digits. */
const MAXIMUM = 99_999_999

/** Our minor units as Stripe wants them. Throws for a three-decimal amount that Stripe would refuse. */
export function toStripeAmount(amount: number, currency: string): number {
  if (TIMES_100.has(currency)) return minor(amount * 100)
  if (exponentOf(currency) === 3 && amount % 10 !== 0)
    throw new RangeError(`${currency} amounts must be a multiple of 10 at Stripe`)
  return amount
}

/** Stripe's integer as our minor units. Throws where Stripe's own rule does not hold, which would be a wrong reading. */
export function fromStripeAmount(amount: number, currency: string): number {
  if (!TIMES_100.has(currency)) return minor(amount)
  if (amount % 100 !== 0) throw new RangeError(`${currency} amounts end in 00 at Stripe`)
  return minor(amount / 100)
}

export const minimumFor = (currency: string): number => MINIMUM[currency] ?? 1
export const isAboveMaximum = (amount: number, currency: string): boolean => toStripeAmount(amount, currency) > MAXIMUM

import type { Call } from '../context.ts'
import type { PaymentMethodObject } from '../state/object-types.ts'
import { noSuch } from '../wire/errors.ts'
import { type Billing, createCardMethod, fingerprint } from './payment-methods.ts'
import { allTestCards, findTestCard, NAMED_PAYMENT_METHODS, type TestCard } from './test-cards.ts'

const YEARS_VALID = 3

/**
 * The card behind a payment method: a stored one by its id, or one of Stripe's ready-made names such as `pm_card_visa`,
 * which becomes a new payment method.
 */
export function useStoredCard(
  call: Call,
  id: string,
  statusIfUnknown: 400 | 404 = 400,
): { card: TestCard; method: PaymentMethodObject } {
  const number = NAMED_PAYMENT_METHODS[id]
  if (number !== undefined) return { card: findTestCard(number), method: methodOfNumber(call, number) }
  const method = call.store.get('payment_method', id)
  if (!method) throw noSuch('PaymentMethod', id, 'payment_method', statusIfUnknown)
  return { card: cardBehind(method), method }
}

/** The test card that a stored payment method was made of, by its fingerprint: numbers are not kept. */
export function cardBehind(method: PaymentMethodObject): TestCard {
  const number = allTestCards().find((candidate) => fingerprint(candidate) === method.card?.fingerprint)
  return findTestCard(number ?? '')
}

/** A new payment method of the test card of this number, good for a few years. */
export function methodOfNumber(
  call: Call,
  number: string,
  billing: Billing = { email: null, name: null, country: null },
): PaymentMethodObject {
  const expYear = new Date(call.sandbox.clock.nowMs()).getUTCFullYear() + YEARS_VALID
  return createCardMethod(call, findTestCard(number), { number, expMonth: 12, expYear, cvc: '123' }, billing)
}

import type { Call } from '../context.ts'
import type { PaymentMethodObject } from '../state/object-types.ts'
import { noSuch } from '../wire/errors.ts'
import { createCardMethod, fingerprint } from './payment-methods.ts'
import { allTestCards, findTestCard, NAMED_PAYMENT_METHODS, type TestCard } from './test-cards.ts'

const YEARS_VALID = 3

/**
 * The card behind a payment method: a stored one by its id, or one of Stripe's ready-made names such as `pm_card_visa`,
 * which becomes a new payment method.
 */
export function useStoredCard(call: Call, id: string): { card: TestCard; method: PaymentMethodObject } {
  const number = NAMED_PAYMENT_METHODS[id]
  if (number !== undefined) {
    const card = findTestCard(number)
    const expYear = new Date(call.sandbox.clock.nowMs()).getUTCFullYear() + YEARS_VALID
    const facts = { number, expMonth: 12, expYear, cvc: '123' }
    return { card, method: createCardMethod(call, card, facts, { email: null, name: null, country: null }) }
  }
  const method = call.store.get('payment_method', id)
  if (!method) throw noSuch('PaymentMethod', id, 'payment_method')
  const known = allTestCards().find((candidate) => fingerprint(candidate) === method.card?.fingerprint)
  return { card: findTestCard(known ?? ''), method }
}

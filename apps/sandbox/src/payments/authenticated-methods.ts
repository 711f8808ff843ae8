import type { Call } from '../context.ts'
import type { PaymentMethodObject } from '../state/object-types.ts'
import type { TestCard } from './test-cards.ts'

/** Remembers that the owner of a card has answered the bank: some cards need not ask again when they are charged later. */
export function rememberAuthentication(call: Call, method: PaymentMethodObject): void {
  call.store.putSetting(key(method), 'authenticated')
}

/** The card as it is when it is charged while its owner is away. */
export function cardOffSession(call: Call, card: TestCard, method: PaymentMethodObject): TestCard {
  const isKnown = card.asksOnce && call.store.getSetting(key(method)) !== undefined
  return isKnown ? { ...card, threeDSecure: false } : card
}

const key = ({ id }: PaymentMethodObject) => `authenticated_payment_method ${id}`

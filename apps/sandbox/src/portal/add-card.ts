import type { Call } from '../context.ts'
import { rememberAuthentication } from '../payments/authenticated-methods.ts'
import { type CardFacts, createCardMethod } from '../payments/payment-methods.ts'
import { createSetupIntent, type SetupOutcome, setUpCard } from '../payments/setup-intents.ts'
import { cardBehind } from '../payments/stored-cards.ts'
import { findTestCard } from '../payments/test-cards.ts'
import type { CustomerObject, PaymentMethodObject, SetupIntentObject } from '../state/object-types.ts'

export type NewCard = CardFacts & { name: string | null }

export type AddedCard =
  | { outcome: 'added'; method: PaymentMethodObject }
  | Exclude<SetupOutcome, { outcome: 'succeeded' }>

/** Keeps a card that a customer typed, by a setup intent of its own: the bank is asked, and may ask the customer. */
export function addCard(
  call: Call,
  customer: CustomerObject,
  { name, ...facts }: NewCard,
  answer?: 'complete' | 'fail',
): AddedCard {
  const card = findTestCard(facts.number)
  const country = customer.address?.country ?? null
  const method = createCardMethod(call, card, facts, { email: customer.email, name, country })
  const intent = createSetupIntent(call, { customer: customer.id })
  return added(call, setUpCard(call, intent, card, method, answer), answer)
}

/** Goes on with a card whose owner has now answered the bank. */
export function answerSetup(call: Call, intent: SetupIntentObject, answer: 'complete' | 'fail'): AddedCard | undefined {
  const method = intent.payment_method === null ? undefined : call.store.get('payment_method', intent.payment_method)
  if (intent.status !== 'requires_action' || !method) return undefined
  return added(call, setUpCard(call, intent, cardBehind(method), method, answer), answer)
}

function added(call: Call, result: SetupOutcome, answer: 'complete' | 'fail' | undefined): AddedCard {
  if (result.outcome !== 'succeeded') return result
  const method = call.store.get('payment_method', result.intent.payment_method ?? '')
  if (!method) throw new Error(`The card of ${result.intent.id} is gone.`)
  if (answer === 'complete') rememberAuthentication(call, method)
  return { outcome: 'added', method }
}

import type { Call } from '../context.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { unexpectedIntentState } from '../wire/errors.ts'
import { type Attempt, attemptWithCardMethod } from './attempt-payment.ts'
import { useStoredCard } from './stored-cards.ts'

/** What the buyer answers at the bank's 3-D Secure page, of the card that the PaymentIntent waits with. */
export function answerChallenge(call: Call, intent: PaymentIntentObject, answer: 'complete' | 'fail'): Attempt {
  if (intent.status !== 'requires_action' || intent.payment_method === null) {
    throw unexpectedIntentState(
      intent,
      `This PaymentIntent does not wait for its buyer: it has a status of ${intent.status}.`,
    )
  }
  const { card, method } = useStoredCard(call, intent.payment_method)
  return attemptWithCardMethod(call, intent, card, method, answer)
}

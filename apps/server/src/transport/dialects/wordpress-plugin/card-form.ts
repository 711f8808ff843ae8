import type { Deps } from '../../../app/deps.ts'
import { startPaymentIntent, verifyCreditPurchase } from '../../../modules/checkout/index.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { read, refusalAnswer } from './answering.ts'
import { INVALID_CREDIT_TYPE } from './credits.ts'
import type { SiteBody } from './for-site.ts'
import { priceOf, refusalOfStart, refusalOfVerification, toPurchase } from './purchases.ts'
import { toCredits, toTransactionId } from './to-credits.ts'
import { ConfirmPayment, CreateIntent, PluginCreditType, type Refusal } from './wordpress-plugin.wire.ts'

const UNKNOWN_PAYMENT: Refusal = { status: 404, code: 'payment_not_found', message: 'Payment not found' }

/** A payment intent for the plugin's older card form. */
export async function answerIntent(deps: Deps, call: SiteBody): Promise<Answer> {
  const sent = read(CreateIntent, call.fields)
  if (!sent.ok) return refusalAnswer(sent.failure)
  const purchase = toPurchase(call, sent.value, 'create-intent')
  if (!purchase.ok) return refusalAnswer(purchase.failure)
  const started = await startPaymentIntent(deps, call.actor, purchase.value.command)
  if (!started.ok) return refusalAnswer(refusalOfStart(deps, started.failure))
  if (started.value.status === 'completed') throw new Error('what costs something was completed without a payment')
  const { sessionId, clientSecret } = started.value
  return {
    status: 200,
    body: {
      success: true,
      payment_intent_id: sessionId,
      client_secret: clientSecret,
      ...priceOf(purchase.value.total),
    },
  }
}

/** Whether an intent is paid, by our record of it: user and type of the request are only compared. */
export async function answerConfirmation(deps: Deps, call: SiteBody): Promise<Answer> {
  const sent = read(ConfirmPayment, call.fields)
  if (!sent.ok) return refusalAnswer(sent.failure)
  const { payment_intent_id: reference, user_id: siteUserId } = sent.value
  const creditType = PluginCreditType.safeParse(sent.value.credit_type)
  if (!creditType.success) return refusalAnswer(INVALID_CREDIT_TYPE)
  const verified = await verifyCreditPurchase(deps, call.actor, {
    siteId: call.site.id,
    way: 'intent',
    reference,
    says: { siteUserId, creditType: creditType.data },
  })
  if (!verified.ok) return refusalAnswer(refusalOfVerification(verified.failure, UNKNOWN_PAYMENT))
  const { creditsAdded, entryId, credits } = verified.value
  return {
    status: 200,
    body: {
      success: true,
      credits_added: creditsAdded,
      transaction_id: toTransactionId(entryId),
      remaining_credits: toCredits(credits),
    },
  }
}

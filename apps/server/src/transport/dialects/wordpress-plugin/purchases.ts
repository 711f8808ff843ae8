import type { Money } from '@cashwrap/shared/contracts/primitives'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import {
  type StartCheckoutCommand,
  type StartFailure,
  startCheckout,
  successPageOf,
  type VerifyCreditFailure,
  verifyCreditPurchase,
} from '../../../modules/checkout/index.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { fromWire, toWire } from './amounts.ts'
import { read, refusalAnswer } from './answering.ts'
import { INVALID_CREDIT_TYPE } from './credits.ts'
import { type SiteBody, scopeOf } from './for-site.ts'
import { returnAddresses } from './return-address.ts'
import { toTransactionId } from './to-credits.ts'
import { AMOUNT_MISMATCH, refusalOf } from './wordpress-plugin.refusals.ts'
import {
  BuyPackage,
  type CreateIntent,
  PluginCreditType,
  type Refusal,
  VerifySession,
} from './wordpress-plugin.wire.ts'

const FOREIGN_ADDRESS: Refusal = {
  status: 400,
  code: 'invalid_return_url',
  message: 'return_url and cancel_url must be addresses on the registered site',
}
const NOT_CONFIGURED: Refusal = {
  status: 500,
  code: 'payment_not_configured',
  message: 'Payment processing not configured',
}
const UNKNOWN_SESSION: Refusal = { status: 404, code: 'session_not_found', message: 'Session not found' }

/** A payment page for a package, for a user of the site. */
export async function answerSession(deps: Deps, call: SiteBody): Promise<Answer> {
  const sent = read(BuyPackage, call.fields)
  if (!sent.ok) return refusalAnswer(sent.failure)
  const purchase = toPurchase(call, sent.value, 'sessions')
  if (!purchase.ok) return refusalAnswer(purchase.failure)
  const { return_url: returnUrl, cancel_url: cancelUrl } = sent.value
  const addresses = returnAddresses(call.site.siteUrl, { returnUrl, cancelUrl })
  if (addresses === null) return refusalAnswer(FOREIGN_ADDRESS)
  const started = await startCheckout(deps, call.actor, { ...purchase.value.command, ...addresses })
  if (!started.ok) return refusalAnswer(refusalOfStart(deps, started.failure))
  const page =
    started.value.status === 'completed'
      ? { session_id: null, url: successPageOf(addresses.successUrl, started.value.reference) }
      : { session_id: started.value.sessionId, url: started.value.url }
  return { status: 200, body: { success: true, ...page, ...priceOf(purchase.value.total) } }
}

/** Whether a session is paid; if so its credits are there when this answers. */
export async function answerVerification(deps: Deps, call: SiteBody): Promise<Answer> {
  const sent = read(VerifySession, call.fields)
  if (!sent.ok) return refusalAnswer(sent.failure)
  const verified = await verifyCreditPurchase(deps, call.actor, {
    siteId: call.site.id,
    way: 'page',
    reference: sent.value.session_id,
  })
  if (!verified.ok) return refusalAnswer(refusalOfVerification(verified.failure, UNKNOWN_SESSION))
  const { outcome, creditType, creditsAdded, credits, entryId } = verified.value
  return {
    status: 200,
    body: {
      success: true,
      ...(outcome === 'already-credited'
        ? { status: 'already_completed', message: 'Session already processed' }
        : { message: 'Credits added successfully' }),
      credits_added: creditsAdded,
      credit_type: creditType,
      remaining_credits: credits[creditType] ?? 0,
      transaction_id: toTransactionId(entryId),
    },
  }
}

/** Without a key of Stripe's only the sandbox stands in; where that does not answer, nobody has set anything up. */
export const refusalOfStart = ({ config }: Pick<Deps, 'config'>, failure: StartFailure): Refusal =>
  failure.kind === 'provider-unavailable' && config.stripe.mode === 'sandbox' ? NOT_CONFIGURED : refusalOf(failure)

export interface Purchase {
  /** What the payer was shown, which is what the order will be of or there is none. */
  total: Money
  command: Omit<StartCheckoutCommand, 'successUrl' | 'cancelUrl'>
}

/** What is asked for in the core's words. Price and credits are the catalogue's; what was sent is only compared. */
export function toPurchase(
  call: SiteBody,
  sent: z.infer<typeof BuyPackage> | z.infer<typeof CreateIntent>,
  route: string,
): Result<Purchase, Refusal> {
  const creditType = PluginCreditType.safeParse(sent.credit_type)
  if (!creditType.success) return fail(INVALID_CREDIT_TYPE)
  const total = fromWire(sent.amount, sent.currency)
  if (total === null) return fail(AMOUNT_MISMATCH)
  return ok({
    total,
    command: {
      source: 'wordpress-plugin',
      buy: {
        offer: {
          product: sent.package_id,
          kinds: ['credit_package'],
          creditType: creditType.data,
          currency: total.currency,
        },
        quantity: 1,
      },
      forSite: { siteId: call.site.id, siteUserId: sent.user_id },
      email: sent.user_email,
      country: undefined,
      expectedTotal: total,
      buyAgain: true,
      idempotency: call.key === null ? null : { scope: scopeOf(route, call), key: call.key, asked: call.fields },
    },
  })
}

export const priceOf = (total: Money) => ({ amount: toWire(total), currency: total.currency })

export function refusalOfVerification(failure: VerifyCreditFailure, unknown: Refusal): Refusal {
  switch (failure.kind) {
    case 'not-found':
      return unknown
    case 'not-paid':
      return {
        status: 402,
        code: 'payment_not_completed',
        message: 'The payment has not been completed',
        paymentStatus: failure.paymentStatus,
      }
    case 'another-purchase':
      return { status: 400, code: 'payment_mismatch', message: 'The payment is of another user or another credit type' }
    case 'in-review':
      return {
        status: 409,
        code: 'payment_in_review',
        message: 'The payment arrived and is being looked at. Please contact support.',
      }
    case 'provider-unavailable':
      return refusalOf(failure)
  }
}

import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { CONFIRMABLE } from '../api/confirm-payment-intent.ts'
import { onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import { answerChallenge } from '../payments/answer-challenge.ts'
import { type Attempt, attemptCard } from '../payments/attempt-payment.ts'
import { createDelayedMethod, delayedTypeFor } from '../payments/payment-methods.ts'
import { attemptLater } from '../payments/settle-intent.ts'
import { sendPage } from '../site/document.ts'
import { readFormBodies } from '../site/form-body.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { fieldOfDecline, sentenceOfDecline } from './decline.ts'
import {
  billOfIntent,
  type Entry,
  findHostedIntent,
  INTENT_MERCHANT,
  INTENT_PAGES,
  intentPath,
  returnUrlOf,
  wayBack,
} from './hosted-intent.ts'
import { renderIntentEndPage, renderUnknownIntentPage } from './intent-pages.ts'
import { renderChallengePage } from './notice-pages.ts'
import { type FieldError, type PayOrder, parsePayForm, readPayForm, type TypedPayForm, typedBy } from './pay-form.ts'
import { payPath, renderPayPage } from './pay-page.ts'
import { EMPTY_FORM, filledWith } from './pay-view.ts'

type Visit = { Params: { id: string }; Querystring: Entry & { fill?: string } }

const Answer = z.object({ outcome: z.enum(['complete', 'fail']) })

/** Pages that stand in for the shop's own card form and for the bank's 3-D Secure, one PaymentIntent each. */
export async function registerIntentPages(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  const now = () => new Date(sandbox.clock.nowMs())
  const rules = () => ({ asksEmail: false, lockedEmail: null, asksPhone: false, needsPayment: true, now: now() })
  /** The session that a PaymentIntent belongs to has a page of its own. */
  const sessionOf = (intent: PaymentIntentObject) =>
    sandbox.store.where('checkout.session', 'payment_intent', intent.id)[0]

  const sendForm = (
    reply: FastifyReply,
    intent: PaymentIntentObject,
    returnUrl: string | null,
    typed: TypedPayForm,
    errors: readonly FieldError[],
    decline: string | null,
  ) => {
    const formUrl = intentPath(intent, returnUrl)
    const fillUrl = (number: string) => `${formUrl}&fill=${number}`
    const view = {
      standsInFor: 'the shop’s own card form',
      formUrl,
      fillUrl,
      bill: billOfIntent(intent),
      verb: 'Pay',
      note: null,
      typed,
      errors,
      decline,
    }
    return sendPage(reply, 200, renderPayPage({ ...view, ...rules() }))
  }

  await http.register(async (scope) => {
    readFormBodies(scope)

    scope.get<Visit>(INTENT_PAGES, async (request, reply) => {
      const intent = findHostedIntent(sandbox, request.params.id, request.query)
      if (!intent) return sendPage(reply, 404, renderUnknownIntentPage())
      const session = sessionOf(intent)
      if (session) return reply.redirect(payPath(session.id), 303)
      const returnUrl = returnUrlOf(request.query)
      if (intent.status === 'requires_action') return reply.redirect(intentPath(intent, returnUrl, 'authenticate'), 303)
      if (!CONFIRMABLE.includes(intent.status)) return sendPage(reply, 200, renderIntentEndPage(intent, returnUrl))
      const typed = filledWith(EMPTY_FORM, request.query.fill, now())
      return sendForm(reply, intent, returnUrl, typed, [], lastDeclineOf(intent))
    })

    scope.post<Visit>(INTENT_PAGES, async (request, reply) => {
      const intent = findHostedIntent(sandbox, request.params.id, request.query)
      if (!intent) return sendPage(reply, 404, renderUnknownIntentPage())
      const returnUrl = returnUrlOf(request.query)
      const form = parsePayForm(request.body)
      if (!form || sessionOf(intent) || !CONFIRMABLE.includes(intent.status)) {
        return reply.redirect(intentPath(intent, returnUrl), 303)
      }
      const read = readPayForm(form, rules())
      if (!read.ok) return sendForm(reply, intent, returnUrl, typedBy(form), read.errors, null)
      const attempt = payWith(sandbox, intent, read.order)
      if (attempt.outcome !== 'declined') return reply.redirect(intentPath(intent, returnUrl), 303)
      const message = sentenceOfDecline(attempt.decline)
      const field = fieldOfDecline(attempt.decline.code)
      return sendForm(reply, attempt.intent, returnUrl, typedBy(form), [{ field, message }], message)
    })

    scope.get<Visit>(`${INTENT_PAGES}/authenticate`, async (request, reply) => {
      const intent = findHostedIntent(sandbox, request.params.id, request.query)
      if (!intent) return sendPage(reply, 404, renderUnknownIntentPage())
      const session = sessionOf(intent)
      if (session) return reply.redirect(payPath(session.id, 'authenticate'), 303)
      const returnUrl = returnUrlOf(request.query)
      if (intent.status !== 'requires_action') return reply.redirect(intentPath(intent, returnUrl), 303)
      const { amount: total, currency, payment_method: method } = intent
      const last4 = (method === null ? undefined : sandbox.store.get('payment_method', method))?.card?.last4 ?? ''
      const answerUrl = intentPath(intent, returnUrl, 'authenticate')
      return sendPage(reply, 200, renderChallengePage({ answerUrl, merchant: INTENT_MERCHANT, total, currency, last4 }))
    })

    scope.post<Visit>(`${INTENT_PAGES}/authenticate`, async (request, reply) => {
      const intent = findHostedIntent(sandbox, request.params.id, request.query)
      if (!intent) return sendPage(reply, 404, renderUnknownIntentPage())
      const answer = Answer.safeParse(request.body)
      const returnUrl = returnUrlOf(request.query)
      if (!answer.success || sessionOf(intent) || intent.status !== 'requires_action') {
        return reply.redirect(intentPath(intent, returnUrl), 303)
      }
      const shopsUrl = intent.next_action?.redirect_to_url?.return_url ?? null
      const { intent: answered } = runInternally(sandbox, (call) =>
        answerChallenge(onBehalfOf(call, 'payment_intent', intent.id), intent, answer.data.outcome),
      )
      return reply.redirect(shopsUrl === null ? intentPath(intent, returnUrl) : wayBack(shopsUrl, answered), 303)
    })
  })
}

function payWith(sandbox: Sandbox, intent: PaymentIntentObject, order: PayOrder): Attempt {
  return runInternally(sandbox, (internal) => {
    const call = onBehalfOf(internal, 'payment_intent', intent.id)
    const billing = { email: intent.receipt_email, name: null, country: 'US' }
    if (order.method === 'card') {
      const { name, ...card } = order.card
      return attemptCard(call, intent, { ...card, billing: { ...billing, name } }, undefined)
    }
    const method = createDelayedMethod(call, delayedTypeFor(intent.currency), billing)
    const settles = order.method === 'none' || order.bankOutcome === 'settles'
    return attemptLater(call, intent, method, settles ? 'succeeds' : 'fails')
  })
}

/** Why the last attempt came to nothing, if it did. */
function lastDeclineOf({ last_payment_error: error }: PaymentIntentObject): string | null {
  if (error === null) return null
  const { code, message } = error
  return sentenceOfDecline({ ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) })
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerAttempt, refuseUnlessConfirmable } from '../api/confirm-payment-intent.ts'
import { type Call, onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import { answerChallenge } from '../payments/answer-challenge.ts'
import { type Attempt, attemptCard } from '../payments/attempt-payment.ts'
import { confirmCheckoutSession } from '../payments/confirm-session.ts'
import { createDelayedMethod, delayedTypeFor } from '../payments/payment-methods.ts'
import { attemptLater, settleIntent } from '../payments/settle-intent.ts'
import { settleSession } from '../payments/settle-session.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { KeptFailure } from '../wire/endpoint.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'
import { CardParam, cardInput } from './card-param.ts'

const DEFAULT_BUYER = 'buyer@example.com'
const DEFAULT_PHONE = '+12015550123'

type ById = { Params: { id: string } }

const Pay = z.strictObject({
  card: CardParam.optional(),
  delayed: z.enum(['succeeds', 'fails']).optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  phone: z.string().optional(),
  three_d_secure: z.enum(['complete', 'fail']).optional(),
})
type Pay = z.output<typeof Pay>

const Settle = z.strictObject({ outcome: z.enum(['succeeds', 'fails']).optional() })

/** Paying and settling without a browser. */
export function registerPay(sandbox: Sandbox, http: FastifyInstance): void {
  const paySession = (id: string, given: Pay) =>
    confirmCheckoutSession(sandbox, id, {
      email: given.email ?? DEFAULT_BUYER,
      phone: given.phone ?? DEFAULT_PHONE,
      ...(given.name === undefined ? {} : { name: given.name }),
      method: given.delayed ? { kind: 'delayed', outcome: given.delayed } : cardInput(sandbox, given.card),
      ...(given.three_d_secure === undefined ? {} : { threeDS: given.three_d_secure }),
    })
  const settleSessionById = (id: string, outcome: 'succeeds' | 'fails' | undefined) => {
    const session = runInternally(sandbox, (call) => settleSession(call, id, outcome))
    if (!session) throw invalidRequest(`The session ${id} has no payment on its way.`)
    return { id: session.id, status: session.status, payment_status: session.payment_status }
  }
  const requireIntent = (id: string): PaymentIntentObject => {
    const intent = sandbox.store.get('payment_intent', id)
    if (!intent) throw noSuch('payment_intent', id, 'id', 404)
    return intent
  }
  const sessionOf = (intent: PaymentIntentObject) =>
    sandbox.store.where('checkout.session', 'payment_intent', intent.id)[0]

  http.post<ById>('/_sandbox/checkout/sessions/:id/pay', (request) =>
    paySession(request.params.id, Pay.parse(request.body ?? {})),
  )

  http.post<ById>('/_sandbox/checkout/sessions/:id/settle', (request) =>
    settleSessionById(request.params.id, Settle.parse(request.body ?? {}).outcome),
  )

  http.post<ById>('/_sandbox/payment_intents/:id/pay', (request, reply) => {
    const given = Pay.parse(request.body ?? {})
    const intent = requireIntent(request.params.id)
    const session = sessionOf(intent)
    if (session) return paySession(session.id, given)
    refuseUnlessConfirmable(intent)
    const answer = runInternally(sandbox, (call) => answerAttempt(call, payIntent(call, intent, given)))
    return answer instanceof KeptFailure ? reply.code(answer.status).send({ error: answer.body }) : answer
  })

  http.post<ById>('/_sandbox/payment_intents/:id/settle', (request) => {
    const { outcome } = Settle.parse(request.body ?? {})
    const intent = requireIntent(request.params.id)
    const session = sessionOf(intent)
    if (session) return settleSessionById(session.id, outcome)
    const settled = runInternally(sandbox, (call) => settleIntent(call, intent.id, outcome))
    if (!settled) throw invalidRequest(`The PaymentIntent ${intent.id} has no payment on its way.`)
    return settled
  })
}

/** With an answer to the bank and no card, it is the card that the bank asks about. */
function payIntent(internal: Call, intent: PaymentIntentObject, given: Pay): Attempt {
  const call = onBehalfOf(internal, 'payment_intent', intent.id)
  const { card, delayed, three_d_secure: answer } = given
  if (card === undefined && answer !== undefined && intent.status === 'requires_action') {
    return answerChallenge(call, intent, answer)
  }
  const billing = { email: given.email ?? DEFAULT_BUYER, name: given.name ?? null, country: 'US' }
  if (delayed === undefined) return attemptCard(call, intent, { ...cardInput(call.sandbox, card), billing }, answer)
  const method = createDelayedMethod(call, delayedTypeFor(intent.currency), billing)
  return attemptLater(call, intent, method, delayed)
}

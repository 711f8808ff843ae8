import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerAttempt } from '../api/payment-intents.ts'
import { runInternally, type Sandbox } from '../context.ts'
import { attemptCard } from '../payments/attempt-payment.ts'
import { type CardInput, confirmCheckoutSession } from '../payments/confirm-session.ts'
import { settleSession } from '../payments/settle-session.ts'
import { KeptFailure } from '../wire/endpoint.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'

const DEFAULT_CARD = '4242424242424242'
const DEFAULT_BUYER = 'buyer@example.com'
const DEFAULT_PHONE = '+12015550123'

type ById = { Params: { id: string } }

/** A card as its number, or with its date and code. */
const CardParam = z.union([
  z.string(),
  z.strictObject({
    number: z.string(),
    exp_month: z.int().min(1).max(12).optional(),
    exp_year: z.int().optional(),
    cvc: z.string().optional(),
  }),
])

const PayIntent = z.strictObject({
  card: CardParam.optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  three_d_secure: z.enum(['complete', 'fail']).optional(),
})

const PaySession = PayIntent.extend({
  delayed: z.enum(['succeeds', 'fails']).optional(),
  phone: z.string().optional(),
})

const Settle = z.strictObject({ outcome: z.enum(['succeeds', 'fails']).optional() })

/** Paying and settling without a browser. */
export function registerPay(sandbox: Sandbox, http: FastifyInstance): void {
  const paySession = (id: string, body: unknown) => {
    const given = PaySession.parse(body ?? {})
    return confirmCheckoutSession(sandbox, id, {
      email: given.email ?? DEFAULT_BUYER,
      phone: given.phone ?? DEFAULT_PHONE,
      ...(given.name === undefined ? {} : { name: given.name }),
      method: given.delayed ? { kind: 'delayed', outcome: given.delayed } : cardInput(sandbox, given.card),
      ...(given.three_d_secure === undefined ? {} : { threeDS: given.three_d_secure }),
    })
  }

  http.post<ById>('/_sandbox/checkout/sessions/:id/pay', (request) => paySession(request.params.id, request.body))

  http.post<ById>('/_sandbox/checkout/sessions/:id/settle', (request) => {
    const { outcome } = Settle.parse(request.body ?? {})
    const session = runInternally(sandbox, (call) => settleSession(call, request.params.id, outcome))
    if (!session) throw invalidRequest(`The session ${request.params.id} has no payment on its way.`)
    return { id: session.id, status: session.status, payment_status: session.payment_status }
  })

  http.post<ById>('/_sandbox/payment_intents/:id/pay', (request, reply) => {
    const given = PayIntent.parse(request.body ?? {})
    const intent = sandbox.store.get('payment_intent', request.params.id)
    if (!intent) throw noSuch('payment_intent', request.params.id, 'id', 404)
    const session = sandbox.store.where('checkout.session', 'payment_intent', intent.id)[0]
    if (session) return paySession(session.id, request.body)
    if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
      throw invalidRequest(`The PaymentIntent ${intent.id} cannot be paid: it is ${intent.status}.`)
    }
    const billing = { email: given.email ?? DEFAULT_BUYER, name: given.name ?? null, country: 'US' }
    const answer = runInternally(sandbox, (call) => {
      const card = { ...cardInput(sandbox, given.card), billing }
      return answerAttempt(call, attemptCard(call, intent, card, given.three_d_secure))
    })
    return answer instanceof KeptFailure ? reply.code(answer.status).send({ error: answer.body }) : answer
  })
}

function cardInput(sandbox: Sandbox, card: z.output<typeof CardParam> = DEFAULT_CARD): CardInput {
  const facts = typeof card === 'string' ? { number: card } : card
  const year = new Date(sandbox.clock.nowMs()).getUTCFullYear()
  return {
    kind: 'card',
    number: facts.number.replaceAll(/[\s-]/g, ''),
    expMonth: facts.exp_month ?? 12,
    expYear: facts.exp_year ?? year + 3,
    cvc: facts.cvc ?? '123',
  }
}

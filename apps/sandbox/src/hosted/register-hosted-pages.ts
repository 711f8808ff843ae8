import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import type { CardInput, ConfirmInput } from '../payments/confirm-input.ts'
import { type ConfirmOutcome, confirmCheckoutSession } from '../payments/confirm-session.ts'
import { applyCode, type CodeOutcome, removeCode } from '../payments/session-discount.ts'
import { dayText } from '../site/day-text.ts'
import { sendPage } from '../site/document.ts'
import { readFormBodies } from '../site/form-body.ts'
import { html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import { waitForDelivery } from '../webhooks/wait-for-delivery.ts'
import { fieldOfDecline, sentenceOfDecline } from './decline.ts'
import { findHostedSession, type HostedSession, isSettled, successUrlOf } from './hosted-session.ts'
import {
  renderChallengePage,
  renderCompletePage,
  renderExpiredPage,
  renderReceivedPage,
  renderUnknownPage,
} from './notice-pages.ts'
import { type FieldError, type PayOrder, parsePayForm, readPayForm, type TypedPayForm, typedBy } from './pay-form.ts'
import { payPath, renderPayPage } from './pay-page.ts'
import { type Bill, filledWith, type PlanBill, untouchedForm, verbOf } from './pay-view.ts'
import { createPendingChallenges } from './pending-challenges.ts'

type ById = { Params: { id: string }; Querystring: { fill?: string; waited?: string } }

const CodeForm = z.object({ code: z.string().trim().max(100) })

const Answer = z.object({ outcome: z.enum(['complete', 'fail']) })

// Long enough for a shop that is slow to answer its webhook, short enough that nobody closes the page.
const WEBHOOK_PATIENCE_MS = 10_000

/** The pages a buyer pays on, at the address that `session.url` names: `/c/pay/:id` and the steps below it. */
export async function registerHostedPages(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  const challenges = createPendingChallenges()

  await http.register(async (scope) => {
    readFormBodies(scope)

    scope.get<ById>('/c/pay/:id', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      if (hosted.session.status !== 'open') return sendEnd(reply, hosted)
      const typed = filledWith(untouchedForm(hosted.session), request.query.fill, hosted.rules.now)
      return sendForm(reply, hosted, typed, [], null)
    })

    scope.post<ById>('/c/pay/:id', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      if (hosted.session.status !== 'open') return sendEnd(reply, hosted)
      const form = parsePayForm(request.body)
      if (!form) return sendForm(reply, hosted, untouchedForm(hosted.session), [], null)
      const read = readPayForm(form, hosted.rules)
      if (!read.ok) return sendForm(reply, hosted, typedBy(form), read.errors, null)

      const input = toConfirmInput(read.order)
      return answerOutcome(
        reply,
        hosted,
        typedBy(form),
        input,
        confirmCheckoutSession(sandbox, hosted.session.id, input),
      )
    })

    scope.post<ById>('/c/pay/:id/code', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      if (hosted.session.status !== 'open') return sendEnd(reply, hosted)
      const form = parsePayForm(request.body)
      const entered = CodeForm.safeParse(request.body)
      if (!form || !entered.success) return reply.redirect(payPath(hosted.session.id), 303)
      const { session, details } = hosted
      const outcome = runInternally(sandbox, (internal): CodeOutcome => {
        const call = onBehalfOf(internal, 'checkout.session', session.id)
        if (entered.data.code === '') return { ok: true, session: removeCode(call, session, details) }
        return applyCode(call, session, details, entered.data.code)
      })
      const typed = form.email === '' && form.number === '' ? untouchedForm(session) : typedBy(form)
      const priced = findHostedSession(sandbox, session.id) ?? hosted
      return sendForm(
        reply,
        outcome.ok ? priced : withCodeError(priced, entered.data.code, outcome.message),
        typed,
        [],
        null,
      )
    })

    scope.get<ById>('/c/pay/:id/authenticate', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      if (hosted.session.status !== 'open') return sendEnd(reply, hosted)
      const pending = challenges.find(hosted.session.id)
      if (!pending) return reply.redirect(payPath(hosted.session.id), 303)
      const { merchant, total, currency } = hosted.bill
      const last4 = pending.card.number.slice(-4)
      return sendPage(
        reply,
        200,
        renderChallengePage({
          answerUrl: payPath(hosted.session.id, 'authenticate'),
          merchant,
          // Where nothing is due yet, the bank is asked about the card alone.
          total: total === 0 ? null : total,
          currency,
          last4,
        }),
      )
    })

    scope.post<ById>('/c/pay/:id/authenticate', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      if (hosted.session.status !== 'open') return sendEnd(reply, hosted)
      const answer = Answer.safeParse(request.body)
      const pending = challenges.take(hosted.session.id)
      if (!pending || !answer.success) return reply.redirect(payPath(hosted.session.id), 303)
      const input: ConfirmInput = { ...pending.input, threeDS: answer.data.outcome }
      return answerOutcome(
        reply,
        hosted,
        pending.typed,
        input,
        confirmCheckoutSession(sandbox, hosted.session.id, input),
      )
    })

    scope.get<ById>('/c/pay/:id/received', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      if (hosted.session.status !== 'complete') return reply.redirect(payPath(hosted.session.id), 303)
      return sendPage(
        reply,
        200,
        renderReceivedPage(hosted.session.id, hosted.bill.merchant, isSettled(hosted.session)),
      )
    })

    scope.get<ById>('/c/pay/:id/return', async (request, reply) => {
      const hosted = findHostedSession(sandbox, request.params.id)
      if (!hosted) return sendPage(reply, 404, renderUnknownPage())
      const successUrl = successUrlOf(hosted.session)
      if (hosted.session.status !== 'complete' || successUrl === null) {
        return reply.redirect(payPath(hosted.session.id), 303)
      }
      if (request.query.waited === undefined) await waitForDelivery(sandbox, hosted.session.id, WEBHOOK_PATIENCE_MS)
      return reply.redirect(successUrl, 303)
    })
  })

  async function answerOutcome(
    reply: FastifyReply,
    hosted: HostedSession,
    typed: TypedPayForm,
    input: ConfirmInput,
    result: ConfirmOutcome,
  ): Promise<FastifyReply> {
    const { id } = hosted.session
    switch (result.outcome) {
      case 'succeeded':
      case 'processing':
        return reply.redirect(payPath(id, 'received'), 303)
      case 'requires_action':
        if (input.method.kind === 'card') challenges.keep(id, { input, typed, card: input.method })
        return reply.redirect(payPath(id, 'authenticate'), 303)
      case 'declined': {
        const message = sentenceOfDecline(result)
        return sendForm(reply, hosted, typed, [{ field: fieldOfDecline(result.code), message }], message)
      }
      case 'code_gone': {
        const priced = findHostedSession(sandbox, id) ?? hosted
        const message = result.message ?? 'This code has expired.'
        return sendForm(reply, withCodeError(priced, '', message), typed, [], `${message} Please check the new total.`)
      }
      case 'expired':
      case 'already_complete':
        return sendEnd(reply, findHostedSession(sandbox, id) ?? hosted)
    }
  }
}

function withCodeError(hosted: HostedSession, typed: string, error: string): HostedSession {
  const { code } = hosted.bill
  return code ? { ...hosted, bill: { ...hosted.bill, code: { ...code, typed, error } } } : hosted
}

function sendForm(
  reply: FastifyReply,
  { session, bill, rules }: HostedSession,
  typed: TypedPayForm,
  errors: readonly FieldError[],
  decline: string | null,
): FastifyReply {
  const note = session.custom_text.submit?.message ?? null
  const formUrl = payPath(session.id)
  const fillUrl = (number: string) => `${formUrl}?fill=${number}`
  const view = {
    standsInFor: 'Stripe’s checkout',
    formUrl,
    fillUrl,
    bill,
    verb: verbOf(session),
    note,
    ...(bill.plan ? subscribing(bill, bill.plan) : {}),
    typed,
    errors,
    decline,
    ...rules,
  }
  return sendPage(reply, 200, renderPayPage(view))
}

/** What the form says of a subscription: the button, and what the card is kept for. */
function subscribing({ currency, merchant }: Bill, { amount, rhythm, trial }: PlanBill) {
  const price = `${formatAmount(amount, currency)} ${rhythm}`
  const from = trial ? `from ${dayText(trial.until)}` : 'from now'
  return {
    button: trial ? 'Start trial' : 'Subscribe',
    busy: trial ? 'Starting…' : 'Subscribing…',
    extra: html`<p class="assurance">${merchant} keeps this card and charges it ${price} ${from}, until you cancel. You can cancel at any time.</p>`,
  }
}

/** What a session's page says once it can no longer be paid. */
function sendEnd(reply: FastifyReply, { session, bill }: HostedSession): FastifyReply {
  if (session.status === 'expired') return sendPage(reply, 200, renderExpiredPage(bill.merchant, bill.backUrl))
  return sendPage(reply, 200, renderCompletePage(bill.merchant, successUrlOf(session), isSettled(session)))
}

function toConfirmInput(order: PayOrder): ConfirmInput {
  const buyer = { email: order.email, ...(order.phone === null ? {} : { phone: order.phone }) }
  switch (order.method) {
    case 'card': {
      const { number, expMonth, expYear, cvc, name } = order.card
      const method: CardInput = { kind: 'card', number, expMonth, expYear, cvc }
      return { ...buyer, name, method }
    }
    case 'bank': {
      const outcome = order.bankOutcome === 'settles' ? 'succeeds' : 'fails'
      return { ...buyer, method: { kind: 'delayed', outcome } }
    }
    case 'none':
      // Where nothing is due, no method is tried.
      return { ...buyer, method: { kind: 'delayed', outcome: 'succeeds' } }
  }
}

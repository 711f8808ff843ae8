import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { findInvoiceByToken } from '../billing/finalize-invoice.ts'
import { openPaymentOf } from '../billing/invoice-payments.ts'
import { subscriptionOf } from '../billing/invoice-state.ts'
import { onClockOfCustomer } from '../billing/on-clock.ts'
import { payInvoice } from '../billing/pay-invoice.ts'
import { ENDED_STATUSES, saveSubscription } from '../billing/save-subscription.ts'
import { type Call, onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import { renderInvoicePdf } from '../documents/invoice-pdf.ts'
import { answerChallenge } from '../payments/answer-challenge.ts'
import type { Attempt } from '../payments/attempt-payment.ts'
import { keepMethod, setDefaultMethod } from '../payments/keep-method.ts'
import { createCardMethod } from '../payments/payment-methods.ts'
import { cardBehind } from '../payments/stored-cards.ts'
import { findTestCard } from '../payments/test-cards.ts'
import { sendPage } from '../site/document.ts'
import { readFormBodies } from '../site/form-body.ts'
import { html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { fieldOfDecline, sentenceOfDecline } from './decline.ts'
import { renderInvoicePage, renderUnknownInvoicePage } from './invoice-page.ts'
import { viewOfInvoice } from './invoice-view.ts'
import { renderChallengePage } from './notice-pages.ts'
import { type EnteredCard, type FieldError, parsePayForm, readPayForm, type TypedPayForm, typedBy } from './pay-form.ts'
import { EMPTY_FORM, filledWith, type TillView } from './pay-view.ts'

type ByToken = { Params: { token: string }; Querystring: { fill?: string; keep?: string } }

const Answer = z.object({ outcome: z.enum(['complete', 'fail']) })
const Keeping = z.object({ keep: z.literal('yes').optional() })

const invoicePath = (token: string, step = '') => `/i/${encodeURIComponent(token)}${step}`

/** The pages of invoices, at the address that `hosted_invoice_url` names, and the invoices on paper. */
export async function registerInvoicePages(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  await http.register(async (scope) => {
    readFormBodies(scope)

    scope.get<ByToken>('/i/:token', async (request, reply) => {
      const { token } = request.params
      const typed = filledWith(EMPTY_FORM, request.query.fill, new Date(sandbox.clock.nowMs()))
      return sendInvoice(sandbox, reply, token, typed, [], null)
    })

    scope.post<ByToken>('/i/:token', async (request, reply) => {
      const { token } = request.params
      const invoice = findInvoice(sandbox, token)
      if (!invoice) return sendPage(reply, 404, renderUnknownInvoicePage())
      const form = parsePayForm(request.body)
      if (!form || invoice.status !== 'open') return reply.redirect(invoicePath(token), 303)
      const read = readPayForm(form, rulesAt(sandbox))
      if (!read.ok) return sendInvoice(sandbox, reply, token, typedBy(form), read.errors, null)
      if (read.order.method !== 'card') return reply.redirect(invoicePath(token), 303)
      const { card } = read.order
      const keeps = Keeping.parse(request.body).keep === 'yes'
      const attempt = forInvoice(sandbox, invoice, (call) => payWithCard(call, invoice.id, card, keeps))
      return answer(reply, token, attempt, keeps, typedBy(form))
    })

    scope.get<ByToken>('/i/:token/authenticate', async (request, reply) => {
      const { token } = request.params
      const invoice = findInvoice(sandbox, token)
      if (!invoice) return sendPage(reply, 404, renderUnknownInvoicePage())
      const intent = forInvoice(sandbox, invoice, (call) => openPaymentOf(call, invoice.id)?.intent)
      if (intent?.status !== 'requires_action') return reply.redirect(invoicePath(token), 303)
      const { merchant } = forInvoice(sandbox, invoice, (call) => viewOfInvoice(call, invoice))
      const last4 = sandbox.store.get('payment_method', intent.payment_method ?? '')?.card?.last4 ?? ''
      const answerUrl = invoicePath(token, `/authenticate${request.query.keep === 'yes' ? '?keep=yes' : ''}`)
      const { amount: total, currency } = intent
      return sendPage(reply, 200, renderChallengePage({ answerUrl, merchant, total, currency, last4 }))
    })

    scope.post<ByToken>('/i/:token/authenticate', async (request, reply) => {
      const { token } = request.params
      const invoice = findInvoice(sandbox, token)
      if (!invoice) return sendPage(reply, 404, renderUnknownInvoicePage())
      const given = Answer.safeParse(request.body)
      const keeps = request.query.keep === 'yes'
      const attempt = forInvoice(sandbox, invoice, (call) => {
        const intent = openPaymentOf(call, invoice.id)?.intent
        if (!given.success || intent?.status !== 'requires_action') return null
        const attempted = answerChallenge(call, intent, given.data.outcome)
        if (attempted.outcome === 'succeeded' && keeps) keepForNext(call, invoice, attempted.intent.payment_method)
        return attempted
      })
      return answer(reply, token, attempt, keeps, EMPTY_FORM)
    })

    scope.get<ByToken>('/i/:token/pdf', async (request, reply) => {
      const invoice = findInvoice(sandbox, request.params.token)
      if (!invoice) return sendPage(reply, 404, renderUnknownInvoicePage())
      const pdf = await renderInvoicePdf(forInvoice(sandbox, invoice, (call) => viewOfInvoice(call, invoice)))
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`)
        .header('cache-control', 'no-store')
        .send(pdf)
    })
  })

  function answer(
    reply: FastifyReply,
    token: string,
    attempt: Attempt | null,
    keeps: boolean,
    typed: TypedPayForm,
  ): FastifyReply {
    switch (attempt?.outcome) {
      case 'declined': {
        const message = sentenceOfDecline(attempt.decline)
        return sendInvoice(
          sandbox,
          reply,
          token,
          typed,
          [{ field: fieldOfDecline(attempt.decline.code), message }],
          message,
        )
      }
      case 'requires_action':
        return reply.redirect(invoicePath(token, `/authenticate${keeps ? '?keep=yes' : ''}`), 303)
      default:
        return reply.redirect(invoicePath(token), 303)
    }
  }
}

const rulesAt = (sandbox: Sandbox) => ({
  asksEmail: false,
  lockedEmail: null,
  asksPhone: false,
  needsPayment: true,
  isCardOnly: true,
  now: new Date(sandbox.clock.nowMs()),
})

/** The invoice of a token, with what is due by now already done to it. */
function findInvoice(sandbox: Sandbox, token: string): InvoiceObject | undefined {
  sandbox.timers.runDue()
  return findInvoiceByToken(sandbox, token)
}

/** Does something with an invoice, in its account and in the time of its customer. */
function forInvoice<T>(sandbox: Sandbox, invoice: InvoiceObject, work: (call: Call) => T): T {
  return runInternally(sandbox, (internal) => {
    const call = onBehalfOf(internal, 'invoice', invoice.id)
    return onClockOfCustomer(call, invoice.customer, () => work(call))
  })
}

function payWithCard(call: Call, id: string, { name, ...facts }: EnteredCard, keeps: boolean): Attempt | null {
  const invoice = call.store.get('invoice', id)
  if (invoice?.status !== 'open') return null
  const billing = { email: invoice.customer_email, name, country: 'US' }
  const method = createCardMethod(call, findTestCard(facts.number), facts, billing)
  const { attempt } = payInvoice(call, invoice, { method: method.id, isAutomatic: false, isOnSession: true })
  if (attempt?.outcome === 'succeeded' && keeps) keepForNext(call, invoice, method.id)
  return attempt
}

/** Keeps the card that an invoice was paid with for the next invoices of its subscription. */
function keepForNext(call: Call, invoice: InvoiceObject, methodId: string | null): void {
  const customer = call.store.get('customer', invoice.customer)
  const method = methodId === null ? undefined : call.store.get('payment_method', methodId)
  if (!customer || !method) return
  keepMethod(call, cardBehind(method), method, customer)
  if (customer.invoice_settings.default_payment_method === null) setDefaultMethod(call, customer, method.id)
  const subscription = subscriptionOf(call, invoice)
  if (!subscription || ENDED_STATUSES.includes(subscription.status)) return
  saveSubscription(call, { ...subscription, default_payment_method: method.id })
}

function sendInvoice(
  sandbox: Sandbox,
  reply: FastifyReply,
  token: string,
  typed: TypedPayForm,
  errors: readonly FieldError[],
  decline: string | null,
): FastifyReply {
  const invoice = findInvoice(sandbox, token)
  if (!invoice) return sendPage(reply, 404, renderUnknownInvoicePage())
  const view = forInvoice(sandbox, invoice, (call) => viewOfInvoice(call, invoice))
  const till: TillView = {
    ...rulesAt(sandbox),
    standsInFor: 'Stripe’s invoice page',
    formUrl: invoicePath(token),
    fillUrl: (number) => `${invoicePath(token)}?fill=${number}`,
    button: `Pay ${formatAmount(invoice.amount_remaining, invoice.currency)}`,
    note: null,
    typed,
    errors,
    decline,
    ...(invoice.parent === null ? {} : { extra: keepQuestion }),
  }
  const page = { invoice: view, pdfUrl: invoicePath(token, '/pdf'), backUrl: null, till: null }
  return sendPage(reply, 200, renderInvoicePage(invoice.status === 'open' ? { ...page, till } : page))
}

const keepQuestion = html`<div class="field"><label class="check"><input type="checkbox" name="keep" value="yes" checked> <span>Use this card for the next payments too</span></label></div>`

import type { Call } from '../context.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import { StripeFailure } from '../wire/errors.ts'
import { buildInvoice } from './draft-invoice.ts'
import { nextPeriod, renewalOf, requireCustomer } from './renew-subscription.ts'
import { ENDED_STATUSES, periodOf, withPeriod } from './save-subscription.ts'

const DRAFT_SECONDS = 3600

/** Works something out without doing it: `work` gets a call that nobody hears of, and what it stores is undone. */
export function rehearse<T>(call: Call, work: (rehearsal: Call) => T): T {
  return call.store.rehearse(() => work({ ...call, isRehearsal: true }))
}

/** The invoice that a subscription's next period will begin with, as things stand. Throws where there will be none. */
export function upcomingInvoice(call: Call, subscription: SubscriptionObject): InvoiceObject {
  const { end } = periodOf(subscription)
  const endsBefore = subscription.cancel_at !== null && subscription.cancel_at <= end
  if (endsBefore || ENDED_STATUSES.includes(subscription.status)) throw noUpcoming(subscription)
  const { clock } = call.sandbox
  return clock.at({ now: end, testClock: clock.testClock() }, () => {
    const begun = withPeriod(subscription, nextPeriod(subscription))
    const customer = requireCustomer(call, subscription)
    const invoice = buildInvoice(call, renewalOf(call, subscription, begun, customer, 'upcoming'))
    return { ...invoice, next_payment_attempt: end + DRAFT_SECONDS }
  })
}

/** An invoice that a change would make, as a preview shows it. */
export function asPreview(invoice: InvoiceObject): InvoiceObject {
  const id = `upcoming_${invoice.id}`
  return {
    ...invoice,
    id,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: {
      ...invoice.lines,
      data: invoice.lines.data.map((line) => ({ ...line, invoice: id })),
      url: `/v1/invoices/${id}/lines`,
    },
    next_payment_attempt: invoice.created,
    number: null,
    status: 'draft',
    webhooks_delivered_at: null,
  }
}

function noUpcoming({ customer }: SubscriptionObject): StripeFailure {
  return new StripeFailure(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${customer}`,
  })
}

import type { Call } from '../context.ts'
import { type Attempt, attemptWithCardMethod } from '../payments/attempt-payment.ts'
import { cardOffSession } from '../payments/authenticated-methods.ts'
import { useStoredCard } from '../payments/stored-cards.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import { endSubscription } from './end-subscription.ts'
import { openPaymentOf } from './invoice-payments.ts'
import { invoiceIsPaid, saveInvoice, subscriptionOf } from './invoice-state.ts'
import { saveSubscription } from './save-subscription.ts'
import { readBillingSettings } from './settings.ts'

const DAY_SECONDS = 24 * 3600

export type InvoiceAttempt = {
  invoice: InvoiceObject
  /** What the bank said; null where there was nothing to ask it with, or nothing to pay. */
  attempt: Attempt | null
}

export type PayWith = {
  /** The payment method; the one that is the default unless told otherwise. */
  method?: string
  /** Whether nobody asked for this attempt: it is one of the plan by which failed ones are tried again. */
  isAutomatic: boolean
  /** Whether the customer is there to answer their bank; otherwise a card that asked once may not ask again. */
  isOnSession?: boolean
}

/**
 * Tries to collect an open invoice. A refusal leaves it open, makes its subscription past due, and an automatic one sets
 * the time of the next try, until there are no more.
 */
export function payInvoice(call: Call, invoice: InvoiceObject, given: PayWith): InvoiceAttempt {
  const open = openPaymentOf(call, invoice.id)
  if (!open) return { invoice: invoiceIsPaid(call, invoice, null), attempt: null }
  const id = given.method ?? defaultMethodOf(call, invoice)
  if (id === null) return { invoice: paymentFailed(call, invoice, given, false), attempt: null }
  const { card, method } = useStoredCard(call, id)
  const asked = given.isOnSession ? card : cardOffSession(call, card, method)
  const attempt = attemptWithCardMethod(call, open.intent, asked, method, undefined)
  switch (attempt.outcome) {
    case 'succeeded':
    case 'processing':
      return { invoice: call.store.get('invoice', invoice.id) ?? invoice, attempt }
    case 'requires_action':
    case 'declined':
      return { invoice: paymentFailed(call, invoice, given, attempt.outcome === 'requires_action'), attempt }
  }
}

/** What an invoice is paid with when nothing else is said: its own method, its subscription's, its customer's. */
export function defaultMethodOf(call: Call, invoice: InvoiceObject): string | null {
  return (
    invoice.default_payment_method ??
    subscriptionOf(call, invoice)?.default_payment_method ??
    call.store.get('customer', invoice.customer)?.invoice_settings.default_payment_method ??
    null
  )
}

function paymentFailed(
  call: Call,
  invoice: InvoiceObject,
  { isAutomatic }: PayWith,
  needsAction: boolean,
): InvoiceObject {
  const subscription = subscriptionOf(call, invoice)
  const isFirst = subscription?.status === 'incomplete'
  const next = isAutomatic && !isFirst ? nextAttempt(call, invoice) : invoice.next_payment_attempt
  const failed = saveInvoice(
    call,
    invoice,
    { ...invoice, attempt_count: invoice.attempt_count + 1, attempted: true, next_payment_attempt: next },
    'invoice.payment_failed',
    ...(needsAction ? (['invoice.payment_action_required'] as const) : []),
  )
  if (next !== null) call.sandbox.timers.set('retry_invoice', invoice.id, next)
  if (subscription && !isFirst) fallBehind(call, subscription, isAutomatic && next === null)
  return failed
}

/** When a failed invoice is tried again; null when it has been tried often enough. */
function nextAttempt(call: Call, invoice: InvoiceObject): number | null {
  const tried = Number(call.store.getSetting(triesKey(invoice)) ?? '0')
  call.store.putSetting(triesKey(invoice), String(tried + 1))
  const days = readBillingSettings(call.store).retry_days[tried]
  return days === undefined ? null : call.sandbox.clock.now() + days * DAY_SECONDS
}

function fallBehind(call: Call, subscription: SubscriptionObject, isLast: boolean): void {
  const { status } = subscription
  const { after_last: afterLast } = readBillingSettings(call.store)
  const isRunning = status === 'active' || status === 'trialing' || status === 'past_due'
  if (isLast && isRunning && afterLast === 'cancel') {
    endSubscription(call, subscription, 'payment_failed')
    return
  }
  if (isRunning)
    saveSubscription(call, { ...subscription, status: isLast && afterLast === 'unpaid' ? 'unpaid' : 'past_due' })
}

const triesKey = ({ id }: InvoiceObject) => `automatic_attempts ${id}`

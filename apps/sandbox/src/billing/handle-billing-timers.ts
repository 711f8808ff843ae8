import { type Call, onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { TimerKind } from '../time/timers.ts'
import { emit } from '../webhooks/emit.ts'
import { endSubscription } from './end-subscription.ts'
import { payInvoice } from './pay-invoice.ts'
import { finalizeRenewal, renewSubscription } from './renew-subscription.ts'
import { saveSubscription } from './save-subscription.ts'
import { expireIncomplete } from './void-invoice.ts'

/** Tells the timers what becomes of subscriptions and invoices as time passes. */
export function handleBillingTimers(sandbox: Sandbox): void {
  const ofSubscription = (kind: TimerKind, work: (call: Call, subscription: SubscriptionObject) => unknown) =>
    sandbox.timers.handle(kind, (id) => {
      runInternally(sandbox, (call) => {
        const subscription = call.store.get('subscription', id)
        if (subscription) work(onBehalfOf(call, 'subscription', id), subscription)
      })
    })
  const ofInvoice = (kind: TimerKind, work: (call: Call, invoice: InvoiceObject) => unknown) =>
    sandbox.timers.handle(kind, (id) => {
      runInternally(sandbox, (call) => {
        const invoice = call.store.get('invoice', id)
        if (invoice) work(onBehalfOf(call, 'invoice', id), invoice)
      })
    })

  ofSubscription('renew_subscription', renewSubscription)
  ofSubscription('cancel_subscription', (call, subscription) =>
    endSubscription(call, subscription, 'cancellation_requested'),
  )
  ofSubscription('expire_subscription', expireIncomplete)
  ofSubscription('announce_trial_end', (call, subscription) =>
    emit(call, 'customer.subscription.trial_will_end', subscription),
  )
  ofSubscription('resume_collection', (call, subscription) =>
    saveSubscription(call, { ...subscription, pause_collection: null }),
  )
  ofInvoice('finalize_invoice', (call, invoice) => {
    if (invoice.status === 'draft') finalizeRenewal(call, invoice)
  })
  ofInvoice('retry_invoice', (call, invoice) => {
    if (invoice.status === 'open') payInvoice(call, invoice, { isAutomatic: true })
  })
}

import { cancelSubscription } from '../billing/cancel-subscription.ts'
import { onClockOf } from '../billing/on-clock.ts'
import { asPreview, rehearse, upcomingInvoice } from '../billing/preview-invoice.ts'
import { startSubscription } from '../billing/start-subscription.ts'
import type { Call } from '../context.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import type { PreviewInvoiceParams } from './invoice-params.ts'
import { readNewItems } from './read-items.ts'
import { applyUpdate } from './update-subscription.ts'

/**
 * The invoice that a subscription has next: as it stands, or after a change that is worked out by the code of the change
 * itself and then undone. A change that is charged at once is shown by that invoice.
 */
export function previewInvoice(call: Call, given: PreviewInvoiceParams): InvoiceObject {
  const { subscription: id, customer } = given
  if (id === undefined) return previewNew(call, given)
  const before = findByParam(call, 'subscription', 'subscription', id, 'subscription')
  if (customer !== undefined && before.customer !== customer) {
    throw invalidRequest(`The subscription ${id} does not belong to the customer ${customer}.`, {
      param: 'subscription',
    })
  }
  const details: Details = given.subscription_details ?? {}
  const { cancel_now: cancelsNow, ...change } = details
  return onClockOf(call, before, () =>
    rehearse(call, (rehearsal) => {
      if (cancelsNow) {
        const prorates = change.proration_behavior !== 'none'
        const at = change.proration_date
        const { invoice } = cancelSubscription(rehearsal, before, {
          prorates,
          invoicesNow: true,
          ...(at === undefined ? {} : { at }),
        })
        return invoice ? asPreview(invoice) : upcomingInvoice(rehearsal, { ...before, status: 'canceled' })
      }
      const { invoice, subscription } = applyUpdate(rehearsal, before, {
        ...change,
        ...(given.automatic_tax === undefined ? {} : { automatic_tax: given.automatic_tax }),
      })
      return invoice ? asPreview(invoice) : upcomingInvoice(rehearsal, subscription)
    }),
  )
}

type Details = Partial<NonNullable<PreviewInvoiceParams['subscription_details']>>

/** What a subscription that is not there yet would begin with. */
function previewNew(call: Call, given: PreviewInvoiceParams): InvoiceObject {
  const { customer: id, subscription_details: details } = given
  if (id === undefined) {
    throw invalidParameter('You must provide one of customer or subscription.', 'customer', 'parameter_missing')
  }
  if (!details?.items || details.items.some((item) => item.id !== undefined)) {
    throw invalidRequest('This sandbox previews subscriptions: name one, or the items of a new one.', {
      code: 'sandbox_not_emulated',
      param: 'subscription',
    })
  }
  const { items, trial_end: trialEnd } = details
  const customer = findByParam(call, 'customer', 'customer', id, 'customer')
  return onClockOf(call, customer, () =>
    rehearse(call, (rehearsal) => {
      const { invoice } = startSubscription(rehearsal, {
        customer,
        items: readNewItems(rehearsal, items),
        automaticTax: given.automatic_tax?.enabled ?? false,
        trialEnd: typeof trialEnd === 'number' ? trialEnd : null,
      })
      return asPreview(invoice)
    }),
  )
}

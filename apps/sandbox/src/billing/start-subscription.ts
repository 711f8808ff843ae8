import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { InvoiceItemObject, InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { buildSubscription, type NewItem, type NewSubscription } from './build-subscription.ts'
import { createDiscount, discountsAfterUse } from './discounts.ts'
import { draftInvoice } from './draft-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { createInvoiceItem } from './invoice-items.ts'
import { itemAsLine, periodLine, productName, trialLine, wholeAmount } from './invoice-lines.ts'
import { invoiceIsPaid } from './invoice-state.ts'
import { endsSoon, periodOf, setTimers } from './save-subscription.ts'

export type StartSubscription = NewSubscription & {
  /** What is charged once, with the first invoice. */
  once?: readonly NewItem[]
  discounts?: readonly { coupon: Stripe.Coupon; promotionCode: string | null }[]
  checkoutSession?: string
  /** The PaymentIntent that has paid the first invoice already. */
  paidBy?: PaymentIntentObject
}

/**
 * Begins a subscription with its first invoice, which is finalized. Where that is not paid, or nothing is due, it stays
 * incomplete for the caller to collect.
 */
export function startSubscription(
  call: Call,
  given: StartSubscription,
): { subscription: SubscriptionObject; invoice: InvoiceObject } {
  const { customer } = given
  const built = buildSubscription(call, given)
  const discounts = (given.discounts ?? []).map(
    (each) =>
      createDiscount(call, {
        ...each,
        customer: customer.id,
        subscription: built.id,
        checkoutSession: given.checkoutSession ?? null,
      }).id,
  )
  const begun = call.store.put('subscription', { ...built, discounts }, call.account)
  const period = periodOf(begun)
  const extras = (given.once ?? []).map((item) => chargedOnce(call, begun, item))
  const draft = draftInvoice(call, {
    customer,
    subscription: begun,
    reason: 'subscription_create',
    lines: [
      ...begun.items.data.map((item) => (begun.trial_end === null ? periodLine : trialLine)(call, item, period)),
      ...extras.map((item) => itemAsLine(call, item)),
    ],
    pending: [],
    discounts,
    period: { start: begun.created, end: begun.created },
    currency: begun.currency,
    advances: true,
  })
  for (const item of extras) call.store.put('invoiceitem', { ...item, invoice: draft.id })
  const used = draft.total_discount_amounts.some(({ amount }) => amount > 0)
  const subscription = call.store.put('subscription', {
    ...begun,
    discounts: used ? discountsAfterUse(call, begun) : discounts,
    latest_invoice: draft.id,
  })
  setTimers(call, subscription)
  emit(call, 'customer.subscription.created', subscription)
  if (endsSoon(call, subscription)) emit(call, 'customer.subscription.trial_will_end', subscription)
  const invoice = finalizeInvoice(call, draft, given.paidBy)
  return {
    invoice: given.paidBy ? paidInFull(call, invoice, given.paidBy) : invoice,
    subscription: call.store.get('subscription', subscription.id) ?? subscription,
  }
}

function paidInFull(call: Call, invoice: InvoiceObject, intent: PaymentIntentObject): InvoiceObject {
  if (invoice.amount_due !== intent.amount) {
    throw new Error(`The first invoice is over ${invoice.amount_due}, and ${intent.amount} was paid.`)
  }
  return invoiceIsPaid(call, invoice, intent)
}

function chargedOnce(call: Call, subscription: SubscriptionObject, item: NewItem): InvoiceItemObject {
  const { price, quantity } = item
  const now = call.sandbox.clock.now()
  return createInvoiceItem(call, {
    amount: wholeAmount(price, quantity),
    currency: price.currency,
    customer: subscription.customer,
    description: productName(call, price),
    isDiscountable: true,
    metadata: item.metadata ?? {},
    period: { start: now, end: now },
    price,
    quantity,
    subscription: { id: subscription.id, item: null },
    taxRates: item.taxRates ?? [],
  })
}

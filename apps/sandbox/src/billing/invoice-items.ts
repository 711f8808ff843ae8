import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { InvoiceItemObject } from '../state/billing-types.ts'
import type { PriceObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import type { Period } from './cycle.ts'
import { pricingOf } from './invoice-lines.ts'

export type NewInvoiceItem = {
  amount: number
  currency: string
  customer: string
  description: string | null
  isDiscountable: boolean
  metadata: Stripe.Metadata
  period: Period
  price: PriceObject | null
  quantity: number
  /** The subscription it belongs to, and the item of that which it comes from. */
  subscription: { id: string; item: string | null } | null
  taxRates: readonly Stripe.TaxRate[]
  invoice?: string | null
  /** Set for what a change in the middle of a period comes to; what is credited was charged there. */
  proration?: NonNullable<InvoiceItemObject['proration_details']>
}

/** Something to be charged, or credited, with a customer's next invoice; tells of it. */
export function createInvoiceItem(call: Call, given: NewInvoiceItem): InvoiceItemObject {
  const customer = call.store.get('customer', given.customer)
  const item: InvoiceItemObject = {
    id: ids.invoiceItem(),
    object: 'invoiceitem',
    amount: given.amount,
    currency: given.currency,
    customer: given.customer,
    customer_account: null,
    date: call.sandbox.clock.now(),
    description: given.description,
    discountable: given.isDiscountable,
    discounts: [],
    invoice: given.invoice ?? null,
    livemode: false,
    metadata: given.metadata,
    net_amount: given.amount,
    parent: given.subscription
      ? {
          subscription_details: {
            subscription: given.subscription.id,
            ...(given.subscription.item === null ? {} : { subscription_item: given.subscription.item }),
          },
          type: 'subscription_details',
        }
      : null,
    period: { end: given.period.end, start: given.period.start },
    pricing: given.price
      ? pricingOf(given.price)
      : { type: 'price_details', unit_amount_decimal: String(given.amount / given.quantity) },
    proration: given.proration !== undefined,
    ...(given.proration === undefined ? {} : { proration_details: given.proration }),
    quantity: given.quantity,
    quantity_decimal: String(given.quantity),
    tax_rates: [...given.taxRates],
    test_clock: customer?.test_clock ?? null,
  }
  call.store.put('invoiceitem', item, call.account)
  emit(call, 'invoiceitem.created', item)
  return item
}

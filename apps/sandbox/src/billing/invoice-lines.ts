import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { InvoiceItemObject, InvoiceLineObject, SubscriptionItemObject } from '../state/billing-types.ts'
import type { PriceObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'
import { roundAmount } from './amounts.ts'
import type { Period } from './cycle.ts'
import { periodWords, trialWords, unitAmount } from './words.ts'

/** A line before discounts and taxes are worked out. */
export type DraftLine = {
  amount: number
  currency: string
  description: string | null
  isDiscountable: boolean
  metadata: Stripe.Metadata
  parent: NonNullable<InvoiceLineObject['parent']>
  period: Period
  price: PriceObject | null
  pricing: InvoiceLineObject['pricing']
  quantity: number
  subscription: string | null
  /** The item's own; where there are none, those of the subscription or of the invoice. */
  taxRates: readonly Stripe.TaxRate[]
}

/** What an item costs for a whole period, in minor units. */
export function wholeAmount(price: PriceObject, quantity: number): number {
  return roundAmount(unitAmount(price) * quantity)
}

/** The line of an item for a whole period of it. */
export function periodLine(call: Call, item: SubscriptionItemObject, period: Period): DraftLine {
  const name = productName(call, item.price)
  return {
    ...itemLine(item, period),
    amount: wholeAmount(item.price, item.quantity),
    description: periodWords(name, item.price, item.quantity),
  }
}

/** The line of an item while it is tried for nothing. */
export function trialLine(call: Call, item: SubscriptionItemObject, period: Period): DraftLine {
  return { ...itemLine(item, period), amount: 0, description: trialWords(productName(call, item.price)) }
}

/** The line of an invoice item, which stands on its own or comes from a change of a subscription. */
export function itemAsLine(call: Call, item: InvoiceItemObject): DraftLine {
  const owner = item.parent?.subscription_details ?? null
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null
  const prorationDetails = item.proration ? { credited_items: credited } : null
  const id = item.pricing?.price_details?.price
  return {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    isDiscountable: item.discountable,
    metadata: item.metadata,
    parent:
      owner?.subscription_item === undefined
        ? {
            invoice_item_details: {
              invoice_item: item.id,
              proration: item.proration,
              proration_details: prorationDetails,
              subscription: owner?.subscription ?? null,
            },
            subscription_item_details: null,
            type: 'invoice_item_details',
          }
        : {
            invoice_item_details: null,
            subscription_item_details: {
              invoice_item: item.id,
              proration: item.proration,
              proration_details: prorationDetails,
              subscription: owner.subscription,
              subscription_item: owner.subscription_item,
            },
            type: 'subscription_item_details',
          },
    period: item.period,
    price: (id === undefined ? undefined : call.store.get('price', id)) ?? null,
    pricing: item.pricing,
    quantity: item.quantity,
    subscription: owner?.subscription ?? null,
    taxRates: item.tax_rates,
  }
}

export function pricingOf(price: PriceObject): NonNullable<InvoiceLineObject['pricing']> {
  return {
    price_details: { price: price.id, product: price.product },
    type: 'price_details',
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

export function productName(call: Call, price: PriceObject): string {
  return call.store.get('product', price.product)?.name ?? price.product
}

/** The line on its invoice, with nothing taken off yet. */
export function startLine(line: DraftLine, invoice: string): InvoiceLineObject {
  return {
    id: ids.invoiceLine(),
    object: 'line_item',
    amount: line.amount,
    currency: line.currency,
    description: line.description,
    discount_amounts: [],
    discountable: line.isDiscountable,
    discounts: [],
    invoice,
    livemode: false,
    metadata: line.metadata,
    parent: line.parent,
    period: { end: line.period.end, start: line.period.start },
    pretax_credit_amounts: [],
    pricing: line.pricing,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: line.subscription,
    subtotal: line.amount,
    taxes: [],
  }
}

function itemLine(item: SubscriptionItemObject, period: Period): Omit<DraftLine, 'amount' | 'description'> {
  return {
    currency: item.price.currency,
    isDiscountable: true,
    metadata: item.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: null,
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period,
    price: item.price,
    pricing: pricingOf(item.price),
    quantity: item.quantity,
    subscription: item.subscription,
    taxRates: item.tax_rates,
  }
}

import type { Call } from '../context.ts'
import type {
  InvoiceItemObject,
  InvoiceLineObject,
  SubscriptionItemObject,
  SubscriptionObject,
} from '../state/billing-types.ts'
import { discountOn, roundAmount, shareOut } from './amounts.ts'
import type { Period } from './cycle.ts'
import { couponOf, discountsInForce } from './discounts.ts'
import { createInvoiceItem } from './invoice-items.ts'
import { productName, wholeAmount } from './invoice-lines.ts'
import { netOf } from './price-lines.ts'
import { remainingWords, unusedWords } from './words.ts'

/** Something that was charged for an item, or waits to be, and has not been credited yet. */
type Debit = {
  /** After discounts, before taxes that come on top. */
  net: number
  period: Period
  price: string | null
  quantity: number
  credited: NonNullable<NonNullable<InvoiceItemObject['proration_details']>['credited_items']>
}

/**
 * Credits what is not used of what was charged for an item, from a moment on: one invoice item for each charge, by what
 * that came to when it was made, as Stripe's flexible billing mode has it.
 */
export function creditUnused(
  call: Call,
  subscription: SubscriptionObject,
  item: SubscriptionItemObject,
  at: number,
): InvoiceItemObject[] {
  return debitsOf(call, subscription, item, at).map((debit) => {
    const start = Math.max(at, debit.period.start)
    const name = productName(call, item.price)
    return createInvoiceItem(call, {
      amount: -share(debit.net, { start, end: debit.period.end }, debit.period),
      currency: subscription.currency,
      customer: subscription.customer,
      description: unusedWords(nameOf(call, debit.price) ?? name, debit.quantity, start),
      isDiscountable: false,
      metadata: {},
      period: { start, end: debit.period.end },
      price: (debit.price === null ? undefined : call.store.get('price', debit.price)) ?? item.price,
      proration: { credited_items: debit.credited, discount_amounts: [] },
      quantity: debit.quantity,
      subscription: { id: subscription.id, item: item.id },
      taxRates: item.tax_rates,
    })
  })
}

/** Charges what is left of the period that runs for items that are new or different, after discounts in force. */
export function chargeRemaining(
  call: Call,
  subscription: SubscriptionObject,
  items: readonly SubscriptionItemObject[],
  at: number,
  period: Period,
): InvoiceItemObject[] {
  const nets = netAmounts(call, subscription)
  return items.map((item) =>
    createInvoiceItem(call, {
      amount: share(nets.get(item.id) ?? 0, { start: at, end: period.end }, period),
      currency: subscription.currency,
      customer: subscription.customer,
      description: remainingWords(productName(call, item.price), item.quantity, at),
      isDiscountable: false,
      metadata: item.metadata,
      period: { start: at, end: period.end },
      price: item.price,
      proration: { credited_items: null, discount_amounts: [] },
      quantity: item.quantity,
      subscription: { id: subscription.id, item: item.id },
      taxRates: item.tax_rates,
    }),
  )
}

/** The part of an amount that belongs to a part of its period, by the second. */
function share(amount: number, part: Period, period: Period): number {
  if (period.end <= period.start) return 0
  return roundAmount((amount * (part.end - part.start)) / (period.end - period.start))
}

/** What each item costs for a whole period after the discounts that are in force, by its id. */
function netAmounts(call: Call, subscription: SubscriptionObject): Map<string, number> {
  const items = subscription.items.data
  let nets = items.map(({ price, quantity }) => wholeAmount(price, quantity))
  for (const discount of discountsInForce(call, subscription)) {
    const coupon = couponOf(call, discount)
    if (!coupon) continue
    const whole = discountOn(
      nets.reduce((sum, net) => sum + net, 0),
      coupon,
    )
    const parts = shareOut(whole, nets)
    nets = nets.map((net, index) => net - (parts[index] ?? 0))
  }
  return new Map(items.map(({ id }, index) => [id, nets[index] ?? 0]))
}

function debitsOf(call: Call, subscription: SubscriptionObject, item: SubscriptionItemObject, at: number): Debit[] {
  const items = call.store
    .where('invoiceitem', 'customer', subscription.customer)
    .filter(({ parent }) => parent?.subscription_details?.subscription === subscription.id)
  const credited = new Set(items.flatMap(creditedBy))
  const charged = call.store
    .where('invoice', 'parent.subscription_details.subscription', subscription.id)
    .filter(({ status }) => status !== 'void')
    .flatMap(({ lines }) => lines.data)
    .filter((line) => {
      const details = line.parent?.subscription_item_details
      return (
        details?.subscription_item === item.id &&
        line.amount > 0 &&
        line.period.end > at &&
        !credited.has(line.id) &&
        !credited.has(details.invoice_item ?? '')
      )
    })
    .map(debitOfLine)
  const waiting = items
    .filter(
      ({ amount, invoice, parent, period, id }) =>
        invoice === null &&
        amount > 0 &&
        parent?.subscription_details?.subscription_item === item.id &&
        period.end > at &&
        !credited.has(id),
    )
    .map(debitOfItem)
  return [...charged, ...waiting]
}

/** The ids of the lines and invoice items that a credit stands against. */
function creditedBy({ proration_details: details }: InvoiceItemObject): string[] {
  const credited = details?.credited_items
  return [
    ...(credited?.invoice_line_item_details?.invoice_line_items ?? []),
    ...(credited?.invoice_item === undefined ? [] : [credited.invoice_item]),
  ]
}

function debitOfLine(line: InvoiceLineObject): Debit {
  return {
    net: netOf(line),
    period: line.period,
    price: line.pricing?.price_details?.price ?? null,
    quantity: line.quantity ?? 1,
    credited: {
      invoice_line_item_details: { invoice: line.invoice, invoice_line_items: [line.id] },
      type: 'invoice_line_items',
    },
  }
}

function debitOfItem(item: InvoiceItemObject): Debit {
  return {
    net: item.amount,
    period: item.period,
    price: item.pricing?.price_details?.price ?? null,
    quantity: item.quantity,
    credited: { invoice_item: item.id, type: 'invoice_item' },
  }
}

function nameOf(call: Call, price: string | null): string | undefined {
  const found = price === null ? undefined : call.store.get('price', price)
  return found && productName(call, found)
}

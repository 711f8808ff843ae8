import type Stripe from 'stripe'
import { formatAmount } from '../site/money-text.ts'
import type { PriceObject } from '../state/object-types.ts'

/** How often a price comes back, as people say it: "per month", "every 3 months". */
export function rhythmText({ interval, interval_count: count }: Stripe.Price.Recurring): string {
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`
}

/** What so many of it cost each time: "$19.00 per month". */
export function priceText(price: PriceObject, quantity: number): string {
  const unit = price.unit_amount ?? Number(price.unit_amount_decimal ?? 0)
  const amount = formatAmount(Math.round(unit * quantity), price.currency)
  return price.recurring ? `${amount} ${rhythmText(price.recurring)}` : amount
}

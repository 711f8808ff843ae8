import type { Money } from '@cashwrap/shared/money'

/** One line of the payment page; `unit` is what is charged each. */
export interface ChargeLine {
  title: string
  description: string | null
  imageUrl: string | null
  unit: Money
  quantity: number
}

/** An order's line as it is priced; minor units of the order's currency. */
export interface PricedOrderLine {
  title: string
  summary: string
  imageUrl: string
  quantity: number
  unitAmount: number
  subtotal: number
  discount: number
}

/**
 * What the payment page lists. Every line is sent at what is charged for it, so that the provider has nothing left to calculate:
 * a discounted line as one piece, tax that comes on top as a line of its own.
 */
export function toChargeLines(
  lines: readonly PricedOrderLine[],
  order: { currency: string; couponCode: string | null; taxOnTop: number; taxLabel: string },
): ChargeLine[] {
  const money = (amount: number) => ({ amount, currency: order.currency })
  const charged = lines.map((line): ChargeLine => {
    if (line.discount === 0)
      return {
        title: line.title,
        description: line.summary,
        imageUrl: line.imageUrl,
        unit: money(line.unitAmount),
        quantity: line.quantity,
      }
    const title = line.quantity === 1 ? line.title : `${line.title} × ${line.quantity}`
    return {
      title,
      description: `With coupon ${order.couponCode ?? ''}`,
      imageUrl: line.imageUrl,
      unit: money(line.subtotal - line.discount),
      quantity: 1,
    }
  })
  return order.taxOnTop === 0
    ? charged
    : [
        ...charged,
        { title: order.taxLabel, description: null, imageUrl: null, unit: money(order.taxOnTop), quantity: 1 },
      ]
}

/** `Tax (20 %)`, with the decimals the rate has. */
export const taxLabel = (rateBps: number): string => `Tax (${rateBps / 100} %)`

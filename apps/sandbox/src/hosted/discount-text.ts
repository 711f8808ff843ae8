import type Stripe from 'stripe'
import { formatAmount } from '../site/money-text.ts'

/** What a coupon takes off, as a buyer reads it: "20% off", "$5.00 off for 3 months". */
export function discountText(coupon: Stripe.Coupon): string {
  const off =
    coupon.percent_off === null
      ? `${formatAmount(coupon.amount_off ?? 0, coupon.currency ?? 'usd')} off`
      : `${coupon.percent_off}% off`
  if (coupon.duration !== 'repeating' || coupon.duration_in_months === null) return off
  const months = coupon.duration_in_months
  return `${off} for ${months === 1 ? 'a month' : `${months} months`}`
}

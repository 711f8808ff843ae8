import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import { formatAmount } from '../site/money-text.ts'
import type { PromotionCodeObject } from '../state/object-types.ts'

/** What is bought and by whom, as far as a code may depend on it. Amounts are minor units before discounts. */
export type Occasion = { customer: string | null; subtotal: number; currency: string }

/** Whether a coupon may still be applied: not used up, not over. */
export function isCouponUsable(call: Call, coupon: Stripe.Coupon): boolean {
  return coupon.valid && (coupon.redeem_by === null || coupon.redeem_by > call.sandbox.clock.now())
}

/** A coupon as it is answered: `valid` holds of this moment. */
export function presentCoupon(call: Call, coupon: Stripe.Coupon): Stripe.Coupon {
  return { ...coupon, valid: isCouponUsable(call, coupon) }
}

/** A promotion code as it is answered: it is active only as long as it and its coupon can be used. */
export function presentCode(call: Call, code: PromotionCodeObject): PromotionCodeObject {
  return { ...code, active: code.active && isRedeemable(call, code) }
}

/** Whether a code's own limits and its coupon allow another redemption, active or not. */
export function isRedeemable(call: Call, code: PromotionCodeObject): boolean {
  const coupon = call.store.get('coupon', code.promotion.coupon)
  return (
    coupon !== undefined &&
    isCouponUsable(call, coupon) &&
    (code.max_redemptions === null || code.times_redeemed < code.max_redemptions) &&
    (code.expires_at === null || code.expires_at > call.sandbox.clock.now())
  )
}

/** The active code that a buyer typed, in any case; their own before one for everybody. */
export function findCode(call: Call, typed: string, customer: string | null): PromotionCodeObject | undefined {
  const wanted = typed.trim().toLowerCase()
  const { data } = call.store.page(
    'promotion_code',
    { account: call.account, limit: 1000 },
    (code) => code.code.toLowerCase() === wanted && presentCode(call, code).active,
  )
  return (
    data.find((code) => code.customer !== null && code.customer === customer) ?? data.find((code) => !code.customer)
  )
}

/** Why a code cannot be used on this occasion, as the buyer reads it, or undefined when it can. */
export function faultOfCode(call: Call, code: PromotionCodeObject, occasion: Occasion): string | undefined {
  if (!presentCode(call, code).active) return 'This code has expired.'
  if (code.customer !== null && code.customer !== occasion.customer) return 'This code is invalid.'
  const coupon = call.store.get('coupon', code.promotion.coupon)
  if (coupon?.currency && coupon.currency !== occasion.currency) return 'This code is not for this currency.'
  const {
    first_time_transaction: firstTime,
    minimum_amount: least,
    minimum_amount_currency: currency,
  } = code.restrictions
  if (firstTime && occasion.customer !== null && hasPaidBefore(call, occasion.customer)) {
    return 'This code is for a first order only.'
  }
  if (least === null || currency === null) return undefined
  if (currency === occasion.currency && occasion.subtotal >= least) return undefined
  return `This code is for orders of ${formatAmount(least, currency)} or more.`
}

function hasPaidBefore(call: Call, customer: string): boolean {
  return (
    call.store.where('charge', 'customer', customer).some((charge) => charge.status === 'succeeded') ||
    call.store.where('invoice', 'customer', customer).some((invoice) => invoice.status === 'paid')
  )
}

/** Counts a redemption of a coupon and of the code that led to it. Both stop when they are used up. */
export function countRedemption(call: Call, couponId: string | null, codeId: string | null): void {
  const coupon = couponId === null ? undefined : call.store.get('coupon', couponId)
  if (coupon) {
    const redeemed = coupon.times_redeemed + 1
    const isUsedUp = coupon.max_redemptions !== null && redeemed >= coupon.max_redemptions
    call.store.put('coupon', { ...coupon, times_redeemed: redeemed, valid: coupon.valid && !isUsedUp })
  }
  const code = codeId === null ? undefined : call.store.get('promotion_code', codeId)
  if (code) call.store.put('promotion_code', { ...code, times_redeemed: code.times_redeemed + 1 })
}

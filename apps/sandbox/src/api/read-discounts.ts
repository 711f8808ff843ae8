import type Stripe from 'stripe'
import type { z } from 'zod'
import type { Call } from '../context.ts'
import { isCouponUsable, isRedeemable } from '../payments/promotion-codes.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import type { Discounts } from './subscription-params.ts'

export type GivenDiscount = { coupon: Stripe.Coupon; promotionCode: string | null }

/** The coupons that a list of discounts names, themselves or by a promotion code, if they may still be used. */
export function readDiscounts(call: Call, given: Exclude<z.output<typeof Discounts>, ''>): GivenDiscount[] {
  return given.map(({ coupon: couponId, promotion_code: codeId, discount }, index) => {
    const at = `discounts[${index}]`
    if ([couponId, codeId, discount].filter((each) => each !== undefined).length !== 1) {
      throw invalidParameter('You must specify exactly one of coupon, discount and promotion_code.', at)
    }
    if (codeId !== undefined) {
      const code = findByParam(call, 'promotion_code', 'promotion code', codeId, `${at}[promotion_code]`)
      const coupon = call.store.get('coupon', code.promotion.coupon)
      if (coupon && code.active && isRedeemable(call, code)) return { coupon, promotionCode: code.id }
      throw invalidRequest('This promotion code cannot be redeemed.', { param: `${at}[promotion_code]` })
    }
    const id = discount === undefined ? couponId : findByParam(call, 'discount', 'discount', discount, at).source.coupon
    const coupon = findByParam(call, 'coupon', 'coupon', id ?? '', `${at}[coupon]`)
    if (isCouponUsable(call, coupon) || discount !== undefined) return { coupon, promotionCode: null }
    throw invalidRequest(`Coupon ${coupon.id} is expired and cannot be applied.`, {
      code: 'coupon_expired',
      param: `${at}[coupon]`,
    })
  })
}

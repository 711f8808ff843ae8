import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { DiscountObject, SubscriptionObject } from '../state/billing-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { periodEnd } from './cycle.ts'

export type NewDiscount = {
  coupon: Stripe.Coupon
  promotionCode: string | null
  customer: string
  subscription: string | null
  invoice?: string
  checkoutSession?: string | null
}

/** Redeems a coupon for a subscription or an invoice, with its event. */
export function createDiscount(call: Call, given: NewDiscount): DiscountObject {
  const { coupon } = given
  const start = call.sandbox.clock.now()
  const discount: DiscountObject = {
    id: ids.discount(),
    object: 'discount',
    checkout_session: given.checkoutSession ?? null,
    customer: given.customer,
    customer_account: null,
    end:
      coupon.duration === 'repeating'
        ? periodEnd(start, start, { interval: 'month', count: coupon.duration_in_months ?? 1 })
        : null,
    invoice: given.invoice ?? null,
    invoice_item: null,
    promotion_code: given.promotionCode,
    source: { coupon: coupon.id, type: 'coupon' },
    start,
    subscription: given.subscription,
    subscription_item: null,
  }
  call.store.put('discount', discount, call.account)
  emit(call, 'customer.discount.created', discount)
  return discount
}

/** What a discount takes off; undefined once its coupon is gone. */
export function couponOf(call: Call, discount: string): Stripe.Coupon | undefined {
  const found = call.store.get('discount', discount)
  return found ? call.store.get('coupon', found.source.coupon) : undefined
}

/** The discounts that are in force for what starts now. */
export function discountsInForce(call: Call, subscription: SubscriptionObject): string[] {
  const now = call.sandbox.clock.now()
  return subscription.discounts.filter((id) => {
    const end = call.store.get('discount', id)?.end
    return end === null || (end !== undefined && end > now)
  })
}

/** The discounts that stay after an invoice has used them: those for once are over, and so is what has ended. */
export function discountsAfterUse(call: Call, subscription: SubscriptionObject): string[] {
  const inForce = discountsInForce(call, subscription)
  const staying = inForce.filter((id) => couponOf(call, id)?.duration !== 'once')
  for (const id of subscription.discounts) {
    const discount = call.store.get('discount', id)
    if (discount && !staying.includes(id)) emit(call, 'customer.discount.deleted', discount)
  }
  return staying
}

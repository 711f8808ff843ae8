import type Stripe from 'stripe'
import { z } from 'zod'
import { presentCoupon } from '../payments/promotion-codes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter } from '../wire/errors.ts'
import { findByPath, refuseTaken } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const CreateCoupon = z.strictObject({
  amount_off: params.integer({ min: 1 }).optional(),
  applies_to: params.notEmulated(),
  currency: params.currency().optional(),
  currency_options: params.notEmulated(),
  duration: params.oneOf(['forever', 'once', 'repeating']).optional(),
  duration_in_months: params.integer({ min: 1 }).optional(),
  expand: params.expand(),
  id: params.text().optional(),
  max_redemptions: params.integer({ min: 1 }).optional(),
  metadata: params.metadata().optional(),
  name: params.text(40).optional(),
  percent_off: params.decimal().optional(),
  redeem_by: params.integer().optional(),
})

const UpdateCoupon = z.strictObject({
  currency_options: params.notEmulated(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  name: params.unsettableText(40).optional(),
})

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const couponEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/coupons', CreateCoupon, (call, given) => {
    const percentOff = given.percent_off === undefined ? null : Number(given.percent_off)
    refuseContradictions(given, percentOff)
    if (given.id !== undefined) refuseTaken(call, 'coupon', 'Coupon', given.id)
    const coupon: Stripe.Coupon = {
      id: given.id ?? ids.coupon(),
      object: 'coupon',
      amount_off: given.amount_off ?? null,
      created: call.sandbox.clock.now(),
      currency: given.amount_off === undefined ? null : (given.currency ?? null),
      duration: given.duration ?? 'once',
      duration_in_months: given.duration_in_months ?? null,
      livemode: false,
      max_redemptions: given.max_redemptions ?? null,
      metadata: newMetadata(given.metadata),
      name: given.name ?? null,
      percent_off: percentOff,
      redeem_by: given.redeem_by ?? null,
      times_redeemed: 0,
      valid: true,
    }
    call.store.put('coupon', coupon, call.account)
    emit(call, 'coupon.created', coupon)
    return coupon
  }),

  endpoint('GET', '/v1/coupons/:id', ExpandOnly, (call, _given, path) =>
    presentCoupon(call, findByPath(call, 'coupon', 'coupon', pathId(path))),
  ),

  endpoint('POST', '/v1/coupons/:id', UpdateCoupon, (call, given, path) => {
    const before = findByPath(call, 'coupon', 'coupon', pathId(path))
    const after = call.store.put('coupon', {
      ...before,
      metadata: mergeMetadata(before.metadata, given.metadata),
      name: given.name === undefined ? before.name : given.name,
    })
    emit(call, 'coupon.updated', after)
    return after
  }),

  endpoint('DELETE', '/v1/coupons/:id', ExpandOnly, (call, _given, path) => {
    const coupon = findByPath(call, 'coupon', 'coupon', pathId(path))
    call.store.remove('coupon', coupon.id)
    emit(call, 'coupon.deleted', coupon)
    return { id: coupon.id, object: 'coupon', deleted: true }
  }),

  endpoint('GET', '/v1/coupons', z.strictObject({ ...params.paging, created: params.createdFilter() }), (call, given) =>
    answerList(call, 'coupon', '/v1/coupons', given, { present: (coupon) => presentCoupon(call, coupon) }),
  ),
]

function refuseContradictions(given: z.output<typeof CreateCoupon>, percentOff: number | null): void {
  if ((given.amount_off === undefined) === (percentOff === null)) {
    throw invalidParameter('You must pass either percent_off or amount_off')
  }
  if (given.amount_off !== undefined && given.currency === undefined) {
    throw invalidParameter('Must provide currency when passing amount_off', 'currency', 'parameter_missing')
  }
  if (percentOff !== null && (percentOff <= 0 || percentOff > 100)) {
    throw invalidParameter('Invalid percent_off: must be greater than 0 and at most 100', 'percent_off')
  }
  if ((given.duration === 'repeating') !== (given.duration_in_months !== undefined)) {
    throw invalidParameter(
      given.duration === 'repeating'
        ? 'Must provide duration_in_months when duration is repeating'
        : 'duration_in_months may only be given when duration is repeating',
      'duration_in_months',
    )
  }
}

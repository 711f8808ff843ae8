import { z } from 'zod'
import type { Call } from '../context.ts'
import { isCouponUsable, isRedeemable, presentCode } from '../payments/promotion-codes.ts'
import type { PromotionCodeObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest, StripeFailure } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { ids, randomToken } from '../wire/ids.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const CreateCode = z.strictObject({
  active: params.boolean().optional(),
  code: params.text(500).optional(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  expand: params.expand(),
  expires_at: params.integer().optional(),
  max_redemptions: params.integer({ min: 1 }).optional(),
  metadata: params.metadata().optional(),
  promotion: z.strictObject({ coupon: params.text(), type: params.oneOf(['coupon']) }),
  restrictions: z
    .strictObject({
      currency_options: params.notEmulated(),
      first_time_transaction: params.boolean().optional(),
      minimum_amount: params.integer({ min: 1 }).optional(),
      minimum_amount_currency: params.currency().optional(),
    })
    .optional(),
})
type CreateCode = z.output<typeof CreateCode>

const UpdateCode = z.strictObject({
  active: params.boolean().optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  restrictions: params.notEmulated(),
})

const ListCodes = z.strictObject({
  ...params.paging,
  active: params.boolean().optional(),
  code: params.text().optional(),
  coupon: params.text().optional(),
  created: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
})

const GENERATED_LENGTH = 8

/** Codes that buyers type, each leading to a coupon. */
export const promotionCodeEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/promotion_codes', CreateCode, (call, given) => {
    refuseBadCode(given)
    if (given.customer !== undefined) findByParam(call, 'customer', 'customer', given.customer, 'customer')
    refuseWithoutCoupon(call, given)
    const code: PromotionCodeObject = {
      id: ids.promotionCode(),
      object: 'promotion_code',
      active: given.active ?? true,
      code: given.code ?? randomToken(GENERATED_LENGTH).toUpperCase(),
      created: call.sandbox.clock.now(),
      customer: given.customer ?? null,
      customer_account: null,
      expires_at: given.expires_at ?? null,
      livemode: false,
      max_redemptions: given.max_redemptions ?? null,
      metadata: newMetadata(given.metadata),
      promotion: { coupon: given.promotion.coupon, type: 'coupon' },
      restrictions: {
        first_time_transaction: given.restrictions?.first_time_transaction ?? false,
        minimum_amount: given.restrictions?.minimum_amount ?? null,
        minimum_amount_currency: given.restrictions?.minimum_amount_currency ?? null,
      },
      times_redeemed: 0,
    }
    if (code.active) refuseTaken(call, code)
    call.store.put('promotion_code', code, call.account)
    emit(call, 'promotion_code.created', code)
    return code
  }),

  endpoint('GET', '/v1/promotion_codes/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    presentCode(call, requireCode(call, pathId(path))),
  ),

  endpoint('POST', '/v1/promotion_codes/:id', UpdateCode, (call, given, path) => {
    const before = requireCode(call, pathId(path))
    if (given.active === true && !presentCode(call, before).active) {
      if (!isRedeemable(call, before)) {
        throw invalidRequest('This promotion code cannot be activated because it can no longer be redeemed.', {
          param: 'active',
        })
      }
      refuseTaken(call, before)
    }
    const after = call.store.put('promotion_code', {
      ...before,
      active: given.active ?? before.active,
      metadata: mergeMetadata(before.metadata, given.metadata),
    })
    emit(call, 'promotion_code.updated', presentCode(call, after))
    return presentCode(call, after)
  }),

  endpoint('GET', '/v1/promotion_codes', ListCodes, (call, given) =>
    answerList(call, 'promotion_code', '/v1/promotion_codes', given, {
      matches: (code) =>
        (given.active === undefined || presentCode(call, code).active === given.active) &&
        (given.code === undefined || code.code.toLowerCase() === given.code.toLowerCase()) &&
        (given.coupon === undefined || code.promotion.coupon === given.coupon) &&
        (given.customer === undefined || code.customer === given.customer),
      present: (code) => presentCode(call, code),
    }),
  ),
]

function requireCode(call: Call, id: string): PromotionCodeObject {
  return findByPath(call, 'promotion_code', 'promotion code', id)
}

function refuseBadCode({ code, restrictions }: CreateCode): void {
  if (code !== undefined && !/^[A-Za-z0-9-]+$/.test(code)) {
    throw invalidParameter('The promotion code must only contain letters, digits and dashes.', 'code')
  }
  if ((restrictions?.minimum_amount === undefined) !== (restrictions?.minimum_amount_currency === undefined)) {
    const missing = restrictions?.minimum_amount === undefined ? 'minimum_amount' : 'minimum_amount_currency'
    throw invalidParameter(
      `Missing required param: restrictions[${missing}].`,
      `restrictions[${missing}]`,
      'parameter_missing',
    )
  }
}

/** A code cannot outlive its coupon, nor be redeemed more often. */
function refuseWithoutCoupon(call: Call, given: CreateCode): void {
  const { expires_at: expiresAt, max_redemptions: most } = given
  const coupon = findByParam(call, 'coupon', 'coupon', given.promotion.coupon, 'promotion[coupon]')
  if (!isCouponUsable(call, coupon)) {
    throw invalidRequest(`The coupon ${coupon.id} is not valid any more.`, { param: 'promotion[coupon]' })
  }
  if (expiresAt !== undefined && expiresAt <= call.sandbox.clock.now()) {
    throw invalidRequest('The expires_at timestamp must be in the future.', { param: 'expires_at' })
  }
  if (expiresAt !== undefined && coupon.redeem_by !== null && expiresAt > coupon.redeem_by) {
    throw invalidRequest("The expires_at timestamp cannot be after the coupon's redeem_by.", { param: 'expires_at' })
  }
  if (most !== undefined && coupon.max_redemptions !== null && most > coupon.max_redemptions) {
    throw invalidRequest("The max_redemptions value cannot be greater than the coupon's max_redemptions.", {
      param: 'max_redemptions',
    })
  }
}

/** Among active codes, one is unique in any case: for everybody, and for each customer. */
function refuseTaken(call: Call, { id, code, customer }: PromotionCodeObject): void {
  const { data } = call.store.page(
    'promotion_code',
    { account: call.account, limit: 1 },
    (other) =>
      other.id !== id &&
      other.code.toLowerCase() === code.toLowerCase() &&
      (other.customer === null || customer === null || other.customer === customer) &&
      presentCode(call, other).active,
  )
  if (data.length === 0) return
  throw new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'resource_already_exists',
    message: `An active promotion code with \`code: ${code}\` already exists.`,
    param: 'code',
  })
}

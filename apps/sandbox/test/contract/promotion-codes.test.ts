import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

const newCoupon = (params: Stripe.CouponCreateParams = {}) =>
  stripe.coupons.create({ percent_off: 20, duration: 'once', ...params })
const newCode = async (params: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
  stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: (await newCoupon()).id }, ...params })

describe('promotion codes', () => {
  it('POST /v1/promotion_codes: makes one of a coupon, with a code of its own unless given', async () => {
    const code = await newCode({ code: 'Fall-20', max_redemptions: 3, metadata: { campaign: 'fall' } })
    expect(code).toMatchObject({
      active: true,
      code: 'Fall-20',
      max_redemptions: 3,
      metadata: { campaign: 'fall' },
      restrictions: { first_time_transaction: false, minimum_amount: null },
      times_redeemed: 0,
    })
    expect((await newCode()).code).toMatch(/^[A-Z0-9]{8}$/)
    expect(await refusalOf(newCode({ code: 'FALL-20' }))).toMatchObject({ code: 'resource_already_exists' })
    expect(await refusalOf(newCode({ code: 'fall 20' }))).toMatchObject({ param: 'code' })
    const unknown = { type: 'coupon', coupon: 'none' } as const
    expect(await refusalOf(newCode({ promotion: unknown }))).toMatchObject({ param: 'promotion[coupon]' })
    const half = { minimum_amount: 500 }
    expect(await refusalOf(newCode({ restrictions: half }))).toMatchObject({
      param: 'restrictions[minimum_amount_currency]',
    })
  })

  it('POST /v1/promotion_codes: allows no more than its coupon does', async () => {
    const promotion = { type: 'coupon', coupon: (await newCoupon({ max_redemptions: 2 })).id } as const
    expect(await refusalOf(newCode({ promotion, max_redemptions: 3 }))).toMatchObject({ param: 'max_redemptions' })
    expect(await refusalOf(newCode({ promotion, expires_at: 1000 }))).toMatchObject({ param: 'expires_at' })
  })

  it('GET /v1/promotion_codes/:id: answers it with its coupon, and is not active once that is over', async () => {
    const { id } = await newCode()
    const found = await stripe.promotionCodes.retrieve(id, { expand: ['promotion.coupon'] })
    const coupon = found.promotion.coupon as Stripe.Coupon
    expect(coupon).toMatchObject({ percent_off: 20 })
    await stripe.coupons.del(coupon.id)
    expect(await stripe.promotionCodes.retrieve(id)).toMatchObject({ active: false })
    expect(await refusalOf(stripe.promotionCodes.retrieve('promo_none'))).toMatchObject({ statusCode: 404 })
  })

  it('POST /v1/promotion_codes/:id: switches it off and on while its text is free', async () => {
    const first = await newCode({ code: 'SWITCH' })
    expect(await stripe.promotionCodes.update(first.id, { active: false })).toMatchObject({ active: false })
    const second = await newCode({ code: 'switch' })
    expect(await refusalOf(stripe.promotionCodes.update(first.id, { active: true }))).toMatchObject({
      code: 'resource_already_exists',
    })
    await stripe.promotionCodes.update(second.id, { active: false })
    expect(await stripe.promotionCodes.update(first.id, { active: true })).toMatchObject({ active: true })
  })

  it('GET /v1/promotion_codes: by text in any case, coupon, customer and whether it is active', async () => {
    const customer = await stripe.customers.create({ email: 'ana@example.com' })
    const mine = await newCode({ code: 'MINE', customer: customer.id })
    const off = await newCode({ code: 'OFF-NOW', active: false })
    const idsOf = async (params: Stripe.PromotionCodeListParams) =>
      (await stripe.promotionCodes.list(params)).data.map(({ id }) => id)
    expect(await idsOf({ code: 'mine' })).toEqual([mine.id])
    expect(await idsOf({ customer: customer.id })).toEqual([mine.id])
    expect(await idsOf({ coupon: String(off.promotion.coupon) })).toEqual([off.id])
    expect(await idsOf({ code: 'off-now', active: true })).toEqual([])
  })
})

describe('a code that the shop puts on a session', () => {
  it('takes its coupon off, counts once paid, and is refused once it is used up', async () => {
    const code = await newCode({ max_redemptions: 1 })
    const session = await openSession(stripe, { discounts: [{ promotion_code: code.id }] })
    expect(session).toMatchObject({
      amount_subtotal: 4999,
      amount_total: 3999,
      discounts: [{ coupon: null, promotion_code: code.id }],
    })
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`)
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({ times_redeemed: 1, active: false })
    const refusal = await refusalOf(openSession(stripe, { discounts: [{ promotion_code: code.id }] }))
    expect(refusal).toMatchObject({ statusCode: 400, param: 'discounts[0][promotion_code]' })
  })

  it('is refused to a customer who has paid before, below its amount, and to others than its own', async () => {
    const customer = await stripe.customers.create({ email: 'ana@example.com' })
    const first = await newCode({ restrictions: { first_time_transaction: true } })
    const discounts = [{ promotion_code: first.id }]
    const session = await openSession(stripe, { customer: customer.id, discounts })
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`)
    const again = await refusalOf(openSession(stripe, { customer: customer.id, discounts }))
    expect(again.message).toContain('first order')
    const large = await newCode({ restrictions: { minimum_amount: 5000, minimum_amount_currency: 'usd' } })
    const small = await refusalOf(openSession(stripe, { discounts: [{ promotion_code: large.id }] }))
    expect(small.message).toContain('$50.00')
    const own = await newCode({ customer: customer.id })
    const foreign = await refusalOf(openSession(stripe, { discounts: [{ promotion_code: own.id }] }))
    expect(foreign.message).toContain('cannot be redeemed')
  })
})

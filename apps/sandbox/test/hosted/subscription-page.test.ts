import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { monthlyPrice, openPlanSession } from '../support/subscribers.ts'
import { CARD_FORM, open, submit } from './buyer.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

const pathOf = ({ id }: { id: string }, step = '') => `/c/pay/${id}${step}`
const openPlan = async (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  openPlanSession(stripe, await monthlyPrice(stripe), params)
const subscriptionOf = async ({ id }: { id: string }) => {
  const { subscription } = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] })
  return subscription as Stripe.Subscription | null
}
const dayIn = (days: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.now() + days * 86_400_000,
  )

describe('the page of a plan', () => {
  it('says what is charged each time, what is due today, and what the card is kept for; it takes cards alone', async () => {
    const session = await openPlan()
    const { html } = await open(sandbox, pathOf(session))
    expect(html).toContain('Subscribe to Studio plan')
    expect(html).toMatch(/\$19\.00 <span class="amount-rhythm">per month<\/span>/)
    expect(html).toContain('<dt>Total due today</dt><dd>$19.00</dd>')
    expect(html).toContain(
      'Kendama Counter keeps this card and charges it $19.00 per month from now, until you cancel.',
    )
    expect(html).toMatch(/<button[^>]*>Subscribe<\/button>/)
    expect(html).not.toContain('Bank transfer')
  })

  it('names other rhythms', async () => {
    const product = await stripe.products.create({ name: 'Quarter' })
    const recurring = { interval: 'month', interval_count: 3 } as const
    const price = await stripe.prices.create({ product: product.id, unit_amount: 5000, currency: 'usd', recurring })
    const { html } = await open(sandbox, pathOf(await openPlanSession(stripe, price)))
    expect(html).toContain('every 3 months')
  })

  it('begins the subscription when it is paid, and after a refused card', async () => {
    const session = await openPlan()
    const refused = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000000000000002' })
    expect(refused.html).toContain('Your card was declined.')
    expect(await subscriptionOf(session)).toBeNull()
    expect((await submit(sandbox, pathOf(session), CARD_FORM)).location).toBe(pathOf(session, '/received'))
    expect(await subscriptionOf(session)).toMatchObject({ status: 'active' })
  })

  it('asks for 3-D Secure first', async () => {
    const session = await openPlan()
    const asked = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000002500003155' })
    expect(await subscriptionOf(session)).toBeNull()
    await submit(sandbox, asked.location ?? '', { outcome: 'complete' })
    expect(await subscriptionOf(session)).toMatchObject({ status: 'active' })
  })
})

describe('a plan that is free first', () => {
  const trial = { subscription_data: { trial_period_days: 14 } }

  it('says how long, and when it is charged first; the card is kept', async () => {
    const session = await openPlan(trial)
    const { html } = await open(sandbox, pathOf(session))
    expect(html).toContain('Try Studio plan')
    expect(html).toContain('<p class="amount">14 days free</p>')
    expect(html).toContain(`then $19.00 per month from ${dayIn(14)}`)
    expect(html).toContain('<dt>Total due today</dt><dd>$0.00</dd>')
    expect(html).toMatch(/<button[^>]*>Start trial<\/button>/)
    expect(html).toContain('Card number')
    await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000000000000341' })
    const subscription = await subscriptionOf(session)
    expect(subscription).toMatchObject({ status: 'trialing' })
    expect(subscription?.default_payment_method).not.toBeNull()
  })

  it('asks for no card where the shop wants none', async () => {
    const session = await openPlan({ ...trial, payment_method_collection: 'if_required' })
    expect((await open(sandbox, pathOf(session))).html).not.toContain('Card number')
    await submit(sandbox, pathOf(session), { email: CARD_FORM.email })
    expect(await subscriptionOf(session)).toMatchObject({ status: 'trialing', default_payment_method: null })
  })

  it('a bank that wants to ask is asked about the card alone', async () => {
    const session = await openPlan(trial)
    const asked = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000002500003155' })
    expect((await open(sandbox, asked.location ?? '')).html).toContain('<h1>Confirm this card</h1>')
    await submit(sandbox, asked.location ?? '', { outcome: 'fail' })
    expect(await subscriptionOf(session)).toBeNull()
    const again = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000002500003155' })
    await submit(sandbox, again.location ?? '', { outcome: 'complete' })
    expect(await subscriptionOf(session)).toMatchObject({ status: 'trialing' })
  })
})

describe('promotion codes on a plan', () => {
  const codeFor = async (code: string, coupon: Stripe.CouponCreateParams) =>
    stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: (await stripe.coupons.create(coupon)).id },
      code,
      restrictions: { minimum_amount: 1500, minimum_amount_currency: 'usd' },
    })

  it('one that lasts changes the price of each time; the subscription has it', async () => {
    const code = await codeFor('FOREVER', { percent_off: 50, duration: 'forever' })
    const session = await openPlan({ allow_promotion_codes: true })
    const { html } = await submit(sandbox, pathOf(session, '/code'), { code: 'forever' })
    expect(html).toMatch(/\$9\.50 <span class="amount-rhythm">per month/)
    expect(html).toContain('<dt>Total due today</dt><dd>$9.50</dd>')
    await submit(sandbox, pathOf(session), CARD_FORM)
    const subscription = await subscriptionOf(session)
    expect(subscription?.discounts).toHaveLength(1)
    const [invoice] = (await stripe.invoices.list({ customer: String(subscription?.customer) })).data
    expect(invoice).toMatchObject({ amount_paid: 950 })
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({ times_redeemed: 1 })
  })

  it('one for once changes what is due today alone', async () => {
    await codeFor('ONCE', { amount_off: 500, currency: 'usd', duration: 'once' })
    const session = await openPlan({ allow_promotion_codes: true })
    const { html } = await submit(sandbox, pathOf(session, '/code'), { code: 'ONCE' })
    expect(html).toMatch(/\$19\.00 <span class="amount-rhythm">per month/)
    expect(html).toContain('<dt>Total due today</dt><dd>$14.00</dd>')
  })

  it('counts the price of a plan that is free first, not the nothing that is due', async () => {
    await codeFor('TRIED', { percent_off: 50, duration: 'forever' })
    const session = await openPlan({ allow_promotion_codes: true, subscription_data: { trial_period_days: 7 } })
    const { html } = await submit(sandbox, pathOf(session, '/code'), { code: 'TRIED' })
    expect(html).toContain('then $9.50 per month')
    expect(html).toContain('<span class="code">TRIED</span> 50% off: it counts for what is charged later')
  })
})

import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { passDays, type Subscriber, subscribe } from '../support/subscribers.ts'
import { CARD_FORM, open, submit } from './buyer.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

/** The path of a new portal session's page. */
async function enter(
  customer: string,
  params: Partial<Stripe.BillingPortal.SessionCreateParams> = {},
): Promise<string> {
  const session = await stripe.billingPortal.sessions.create({
    customer,
    return_url: 'https://shop.example/account',
    ...params,
  })
  return new URL(session.url).pathname
}

const cardsOf = async (customer: string) =>
  (await stripe.paymentMethods.list({ customer })).data.map(({ card }) => card?.last4)
const subscriptionOf = ({ subscription }: Subscriber) => stripe.subscriptions.retrieve(subscription)

describe('the first page', () => {
  it('shows the plan with its next charge, the card, the invoices with their papers, and the way back', async () => {
    const { customer } = await subscribe(sandbox)
    const page = await open(sandbox, await enter(customer))
    expect(page.status).toBe(200)
    expect(page.html).toContain('Return to Kendama Counter')
    expect(page.html).toContain('href="https://shop.example/account"')
    expect(page.html).toContain('Studio plan')
    expect(page.html).toContain('$19.00 per month')
    expect(page.html).toMatch(/Next charge: \$19\.00 on \d+ \w+ \d{4}, to Visa ending in 4242/)
    expect(page.html).toContain('Mika Example')
    const [invoice] = (await stripe.invoices.list({ customer })).data
    expect(page.html).toContain(`href="${invoice?.hosted_invoice_url}"`)
    expect(page.html).toContain(`href="${invoice?.invoice_pdf}"`)
    expect(page.html).not.toContain('Pay now')
    expect(page.html).not.toMatch(/<script(?![^>]*src=)|<style| style=| on[a-z]+=/)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  it('shows only what the shop lets customers do', async () => {
    const { customer } = await subscribe(sandbox)
    const { id } = await stripe.billingPortal.configurations.create({
      business_profile: { headline: 'Your membership at a glance' },
      features: { invoice_history: { enabled: true } },
    })
    const path = await enter(customer, { configuration: id })
    const page = await open(sandbox, path)
    expect(page.html).toContain('Your membership at a glance')
    expect(page.html).toContain('Invoices')
    for (const word of ['Payment methods', 'Cancel plan', 'Change</a>']) expect(page.html).not.toContain(word)
    expect((await open(sandbox, `${path}/card`)).location).toBe(`${path}/home`)
    const { data } = await stripe.subscriptions.list({ customer })
    await submit(sandbox, `${path}/subscriptions/${data[0]?.id}/cancel`, {})
    expect((await stripe.subscriptions.list({ customer })).data[0]?.cancel_at_period_end).toBe(false)
  })

  it('says plainly that a link is over: unknown, never opened, or left alone for an hour', async () => {
    const { customer } = await stripe.customers.create({}).then(({ id }) => ({ customer: id }))
    const unknown = await open(sandbox, '/p/session/test_unknown')
    expect(unknown).toMatchObject({ status: 410 })
    expect(unknown.html).toContain('This link no longer works')
    const [used, unused] = [await enter(customer), await enter(customer)]
    await open(sandbox, used)
    await sandbox.control('POST', 'clock/advance', { seconds: 301 })
    expect((await open(sandbox, unused)).status).toBe(410)
    expect((await open(sandbox, used)).status).toBe(200)
    await sandbox.control('POST', 'clock/advance', { seconds: 3600 })
    expect((await open(sandbox, used)).status).toBe(410)
    expect((await submit(sandbox, `${used}/card`, CARD_FORM)).status).toBe(410)
    expect(await cardsOf(customer)).toEqual([])
  })
})

describe('cards', () => {
  it('a new one is kept and, when asked, charged by the subscription from now on', async () => {
    const subscriber = await subscribe(sandbox)
    const path = await enter(subscriber.customer)
    expect((await open(sandbox, `${path}/card`)).html).toContain('Charge this card from now on')
    const card = { ...CARD_FORM, number: '5555 5555 5555 4444' }
    expect((await submit(sandbox, `${path}/card`, card)).location).toBe(`${path}/home?said=card`)
    expect((await subscriptionOf(subscriber)).default_payment_method).not.toBeNull()
    const [mastercard] = (await stripe.paymentMethods.list({ customer: subscriber.customer })).data
    expect(mastercard?.card).toMatchObject({ brand: 'mastercard', last4: '4444' })
    const kept = await open(sandbox, `${path}/home?said=card`)
    expect(kept.html).toContain('Your card is kept.')

    const own = (await subscriptionOf(subscriber)).default_payment_method
    await stripe.customers.update(subscriber.customer, { invoice_settings: { default_payment_method: String(own) } })
    await submit(sandbox, `${path}/methods/${mastercard?.id}/default`, {})
    expect((await subscriptionOf(subscriber)).default_payment_method).toBe(mastercard?.id)
    expect(await stripe.customers.retrieve(subscriber.customer)).toMatchObject({
      invoice_settings: { default_payment_method: mastercard?.id },
    })
  })

  it('a refused one is not kept, says why at its field, and the next one is', async () => {
    const { customer } = await subscribe(sandbox)
    const path = await enter(customer)
    const refused = await submit(sandbox, `${path}/card`, { ...CARD_FORM, number: '4000000000000127' })
    expect(refused.html).toContain('No card was kept.')
    expect(refused.html).toMatch(/id="cvc"[^>]*aria-invalid="true"/)
    expect(await cardsOf(customer)).toEqual(['4242'])
    const empty = await submit(sandbox, `${path}/card`, {})
    expect(empty.html).toContain('Your card number is incomplete.')
  })

  it('3-D Secure asks first and keeps the card when the owner confirms', async () => {
    const { customer } = await subscribe(sandbox)
    const path = await enter(customer)
    const secure = { ...CARD_FORM, number: '4000002500003155', default: 'yes' }
    const refused = (await submit(sandbox, `${path}/card`, secure)).location ?? ''
    expect((await open(sandbox, refused)).html).toContain('ending in 3155')
    expect((await submit(sandbox, refused, { outcome: 'fail' })).html).toContain('unable to authenticate')
    expect(await cardsOf(customer)).toEqual(['4242'])
    const asked = (await submit(sandbox, `${path}/card`, secure)).location ?? ''
    expect((await submit(sandbox, asked, { outcome: 'complete' })).location).toBe(`${path}/home?said=card`)
    expect(await cardsOf(customer)).toEqual(['3155', '4242'])
    const other = await stripe.customers.create({})
    expect((await open(sandbox, asked.replace(path, await enter(other.id)))).location).toMatch(/\/card$/)
  })

  it('one that is not charged can be removed, the one that is cannot while a plan runs', async () => {
    const subscriber = await subscribe(sandbox)
    const { customer } = subscriber
    const path = await enter(customer)
    const spare = await stripe.paymentMethods.attach('pm_card_amex', { customer })
    const charged = String((await subscriptionOf(subscriber)).default_payment_method)
    await submit(sandbox, `${path}/methods/${charged}/remove`, {})
    expect(await cardsOf(customer)).toHaveLength(2)
    expect((await submit(sandbox, `${path}/methods/${spare.id}/remove`, {})).location).toBe(`${path}/home?said=removed`)
    expect(await cardsOf(customer)).toEqual(['4242'])
    const stranger = await subscribe(sandbox)
    const foreign = await enter(stranger.customer)
    await submit(sandbox, `${foreign}/methods/${charged}/remove`, {})
    expect(await cardsOf(customer)).toEqual(['4242'])
  })
})

describe('the plan', () => {
  it('is cancelled in two clicks, stays until the end of its period, and is taken back', async () => {
    const subscriber = await subscribe(sandbox)
    const path = await enter(subscriber.customer)
    const step = `${path}/subscriptions/${subscriber.subscription}/cancel`
    expect((await open(sandbox, path)).html).toContain(`href="${step}"`)
    expect((await open(sandbox, step)).html).toContain('It stays yours until')
    expect((await submit(sandbox, step, {})).location).toBe(`${path}/home?said=canceled`)
    expect(await subscriptionOf(subscriber)).toMatchObject({ cancel_at_period_end: true, status: 'active' })
    const after = await open(sandbox, `${path}/home?said=canceled`)
    expect(after.html).toContain('Nothing more will be charged')
    expect(after.html).toContain('Ends on')
    await submit(sandbox, `${path}/subscriptions/${subscriber.subscription}/keep`, {})
    expect(await subscriptionOf(subscriber)).toMatchObject({ cancel_at_period_end: false, cancel_at: null })
  })

  it('ends at once, with the reason, where the shop wants it so', async () => {
    const subscriber = await subscribe(sandbox)
    const { id } = await stripe.billingPortal.configurations.create({
      features: {
        subscription_cancel: {
          enabled: true,
          mode: 'immediately',
          cancellation_reason: { enabled: true, options: ['too_expensive'] },
        },
      },
    })
    const path = await enter(subscriber.customer, { configuration: id })
    const step = `${path}/subscriptions/${subscriber.subscription}/cancel`
    const page = await open(sandbox, step)
    expect(page.html).toContain('It costs too much')
    expect(page.html).not.toContain('I do not use it enough')
    await submit(sandbox, step, { feedback: 'too_expensive', comment: 'Sorry' })
    expect(await subscriptionOf(subscriber)).toMatchObject({
      status: 'canceled',
      cancellation_details: { feedback: 'too_expensive', comment: 'Sorry', reason: 'cancellation_requested' },
    })
    expect((await open(sandbox, path)).html).toContain('You have no plan at the moment.')
  })

  it('of somebody else cannot be reached', async () => {
    const [one, other] = [await subscribe(sandbox), await subscribe(sandbox)]
    const path = await enter(other.customer)
    await submit(sandbox, `${path}/subscriptions/${one.subscription}/cancel`, {})
    expect(await subscriptionOf(one)).toMatchObject({ cancel_at_period_end: false })
  })
})

describe('one step alone', () => {
  it('a session for a new card leads to the form, and back to the shop', async () => {
    const subscriber = await subscribe(sandbox)
    const path = await enter(subscriber.customer, {
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: 'https://shop.example/fixed' } },
      },
    })
    expect((await open(sandbox, path)).location).toBe(`${path}/card`)
    expect((await open(sandbox, `${path}/card`)).html).toContain('href="https://shop.example/account"')
    const done = await submit(sandbox, `${path}/card`, { ...CARD_FORM, number: '5555555555554444' })
    expect(done.location).toBe('https://shop.example/fixed')
    const { data } = await stripe.paymentMethods.list({ customer: subscriber.customer })
    expect(await stripe.customers.retrieve(subscriber.customer)).toMatchObject({
      invoice_settings: { default_payment_method: data[0]?.id },
    })
  })

  it('a session for cancelling ends with what the shop wants said', async () => {
    const subscriber = await subscribe(sandbox)
    const path = await enter(subscriber.customer, {
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: subscriber.subscription },
        after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: 'See you again.' } },
      },
    })
    const step = (await open(sandbox, path)).location ?? ''
    expect(step).toBe(`${path}/subscriptions/${subscriber.subscription}/cancel`)
    const done = await submit(sandbox, step, {})
    expect(done.html).toContain('See you again.')
    expect(done.html).toContain('Return to Kendama Counter')
  })
})

describe('an overdue invoice', () => {
  it('is paid with a new card, and the plan is in order again', async () => {
    const subscriber = await subscribe(sandbox)
    await sandbox.control('POST', `customers/${subscriber.customer}/card`, { card: '4000000000000341' })
    await passDays(sandbox, 32)
    expect(await subscriptionOf(subscriber)).toMatchObject({ status: 'past_due' })
    const path = await enter(subscriber.customer)
    const [invoice] = (await stripe.invoices.list({ customer: subscriber.customer, status: 'open' })).data
    const page = await open(sandbox, path)
    expect(page.html).toContain('Payment overdue')
    expect(page.html).toContain('Pay now')
    const refused = await submit(sandbox, `${path}/invoices/${invoice?.id}/pay`, {})
    expect(refused.html).toContain('The invoice is not paid.')
    await submit(sandbox, `${path}/card`, { ...CARD_FORM, default: 'yes' })
    const paid = await submit(sandbox, `${path}/invoices/${invoice?.id}/pay`, {})
    expect(paid.location).toBe(`${path}/home?said=paid`)
    expect(await subscriptionOf(subscriber)).toMatchObject({ status: 'active' })
    expect(await stripe.invoices.retrieve(String(invoice?.id))).toMatchObject({ status: 'paid', amount_remaining: 0 })
  })
})

describe('billing information', () => {
  it('is changed, checked, and told by an event', async () => {
    const { customer } = await subscribe(sandbox)
    const path = `${await enter(customer)}/information`
    const wrong = await submit(sandbox, path, { name: 'Mika', email: 'no address', country: 'Japan' })
    expect(wrong.html).toContain('Your email is invalid.')
    expect(wrong.html).toContain('A country has two letters, such as JP.')
    expect(wrong.html).toContain('value="no address"')
    const typed = { name: '山田 美香', email: 'mika@example.jp', country: 'jp', line1: '1-2-3 Otemachi' }
    expect((await submit(sandbox, path, typed)).status).toBe(303)
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      name: '山田 美香',
      email: 'mika@example.jp',
      address: { country: 'JP', line1: '1-2-3 Otemachi', city: null },
    })
    const { data } = await stripe.events.list({ type: 'customer.updated', limit: 1 })
    expect(data[0]?.data.previous_attributes).toMatchObject({ email: 'mika@example.com' })
  })
})

it('the next charge is what the next invoice will be: once is over, for good is not, tax is on top', async () => {
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 10, inclusive: false })
  const subscribed = async (coupon: Stripe.CouponCreateParams) => {
    const { id } = await stripe.coupons.create(coupon)
    const taxed = { subscription_data: { default_tax_rates: [rate.id] } }
    return subscribe(sandbox, { ...taxed, discounts: [{ coupon: id }] })
  }
  const once = await subscribed({ percent_off: 50, duration: 'once' })
  const forGood = await subscribed({ percent_off: 50, duration: 'forever' })
  expect((await open(sandbox, await enter(once.customer))).html).toContain('Next charge: $20.90 on')
  expect((await open(sandbox, await enter(forGood.customer))).html).toContain('Next charge: $10.45 on')
})

it('a customer on a test clock sees the days of that clock', async () => {
  const start = Date.UTC(new Date().getUTCFullYear() + 1, 4, 18) / 1000
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const customer = await stripe.customers.create({ test_clock: clock.id, email: 'clock@example.com' })
  const { subscription } = await subscribe(sandbox, { customer: customer.id })
  const path = await enter(customer.id)
  expect((await open(sandbox, path)).html).toMatch(/Next charge: \$19\.00 on 18 June/)
  await submit(sandbox, `${path}/subscriptions/${subscription}/cancel`, {})
  expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ canceled_at: start })
})

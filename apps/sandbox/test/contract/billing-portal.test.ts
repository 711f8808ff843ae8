import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { subscribe } from '../support/subscribers.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

describe('configurations', () => {
  it('POST /v1/billing_portal/configurations: says what customers may do, and refuses what is not emulated', async () => {
    const made = await stripe.billingPortal.configurations.create({
      business_profile: { headline: 'Your membership', terms_of_service_url: 'https://shop.example/terms' },
      default_return_url: 'https://shop.example/account',
      features: {
        customer_update: { enabled: true, allowed_updates: ['email'] },
        invoice_history: { enabled: true },
        subscription_cancel: {
          enabled: true,
          mode: 'immediately',
          cancellation_reason: { enabled: true, options: ['unused', 'other'] },
        },
        subscription_update: { enabled: false },
      },
      metadata: { shop: '1' },
    })
    expect(made).toMatchObject({
      active: true,
      is_default: false,
      business_profile: { headline: 'Your membership', privacy_policy_url: null },
      features: {
        customer_update: { allowed_updates: ['email'], enabled: true },
        payment_method_update: { enabled: false },
        subscription_cancel: { mode: 'immediately', cancellation_reason: { options: ['unused', 'other'] } },
        subscription_update: { enabled: false },
      },
    })
    const switching = stripe.billingPortal.configurations.create({
      features: { subscription_update: { enabled: true, default_allowed_updates: ['price'], products: '' } },
    })
    expect(await refusalOf(switching)).toMatchObject({
      code: 'sandbox_not_emulated',
      param: 'features[subscription_update]',
    })
  })

  it('GET /v1/billing_portal/configurations/:id: answers it', async () => {
    const { id } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    })
    expect((await stripe.billingPortal.configurations.retrieve(id)).features.invoice_history.enabled).toBe(true)
    const unknown = stripe.billingPortal.configurations.retrieve('bpc_none')
    expect(await refusalOf(unknown)).toMatchObject({ statusCode: 404 })
  })

  it('POST /v1/billing_portal/configurations/:id: changes what is named and leaves the rest', async () => {
    const { id } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true }, payment_method_update: { enabled: true } },
    })
    const changed = await stripe.billingPortal.configurations.update(id, {
      active: false,
      name: 'Old',
      features: { invoice_history: { enabled: false } },
    })
    expect(changed).toMatchObject({
      active: false,
      name: 'Old',
      features: { invoice_history: { enabled: false }, payment_method_update: { enabled: true } },
    })
    const customer = await stripe.customers.create({})
    const refusal = await refusalOf(stripe.billingPortal.sessions.create({ customer: customer.id, configuration: id }))
    expect(refusal).toMatchObject({ statusCode: 400, param: 'configuration' })
  })

  it('GET /v1/billing_portal/configurations: the default comes with the first session that names none', async () => {
    const customer = await stripe.customers.create({})
    const session = await stripe.billingPortal.sessions.create({ customer: customer.id })
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true })
    expect(data.map(({ id }) => id)).toEqual([session.configuration])
    expect((await stripe.billingPortal.configurations.list({ active: false })).data.every((one) => !one.active)).toBe(
      true,
    )
  })
})

describe('sessions', () => {
  it('POST /v1/billing_portal/sessions: is a way in for one customer, of which an event tells', async () => {
    const customer = await stripe.customers.create({})
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'https://shop.example/account',
      expand: ['configuration'],
    })
    expect(session).toMatchObject({
      object: 'billing_portal.session',
      customer: customer.id,
      configuration: { is_default: true },
      flow: null,
      return_url: 'https://shop.example/account',
    })
    expect(session.url).toMatch(/\/p\/session\/test_\w{48}$/)
    const { data } = await stripe.events.list({ type: 'billing_portal.session.created' })
    expect(data[0]?.data.object).toMatchObject({ id: session.id })
    const unknown = stripe.billingPortal.sessions.create({ customer: 'cus_none' })
    expect(await refusalOf(unknown)).toMatchObject({ statusCode: 400, param: 'customer' })
  })

  it('leads straight to one step when asked, where that step is possible', async () => {
    const { customer, subscription } = await subscribe(sandbox)
    const cancelling = (id: string, type = 'subscription_cancel') =>
      stripe.billingPortal.sessions.create({
        customer,
        flow_data: { type, subscription_cancel: { subscription: id } },
      })
    expect((await cancelling(subscription)).flow).toMatchObject({
      type: 'subscription_cancel',
      subscription_cancel: { subscription, retention: null },
      after_completion: { type: 'portal_homepage' },
    })
    expect(await refusalOf(cancelling('sub_none'))).toMatchObject({ code: 'resource_missing' })
    const other = await subscribe(sandbox)
    expect((await refusalOf(cancelling(other.subscription))).message).toContain('does not belong')
    const { id } = await stripe.billingPortal.sessions.create({ customer })
    await sandbox.control('POST', `billing_portal/sessions/${id}/cancel`)
    expect((await refusalOf(cancelling(subscription))).message).toContain('already canceled')
    expect(await refusalOf(cancelling(subscription, 'subscription_pause'))).toMatchObject({
      code: 'sandbox_not_emulated',
      param: 'flow_data[type]',
    })
  })
})

describe('what customers do there, without a browser', () => {
  /** A card of its own, which is not the customer's default. */
  const giveOwnCard = (id: string, card: string) =>
    sandbox.control('POST', 'fixtures', { object: 'subscription', id, default_payment_method: card })
  const portalOf = async (customer: string) => (await stripe.billingPortal.sessions.create({ customer })).id

  it('puts a new card in place for the customer and the subscriptions that had the old one or none', async () => {
    const { customer, subscription } = await subscribe(sandbox)
    const own = await stripe.paymentMethods.attach('pm_card_amex', { customer })
    const before = await stripe.subscriptions.retrieve(subscription)
    await stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: String(before.default_payment_method) },
    })
    const session = await portalOf(customer)
    const card = await sandbox.control<Stripe.PaymentMethod>('POST', `billing_portal/sessions/${session}/card`, {
      card: '5555555555554444',
    })
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ default_payment_method: card.id })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      invoice_settings: { default_payment_method: card.id },
    })
    await giveOwnCard(subscription, own.id)
    await sandbox.control('POST', `billing_portal/sessions/${session}/card`)
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ default_payment_method: own.id })
  })

  it('cancels with the period and takes it back, with the events', async () => {
    const { customer, subscription } = await subscribe(sandbox)
    const session = await portalOf(customer)
    await sandbox.control('POST', `billing_portal/sessions/${session}/cancel`)
    const canceled = await stripe.subscriptions.retrieve(subscription)
    expect(canceled).toMatchObject({
      cancel_at: canceled.items.data[0]?.current_period_end,
      cancel_at_period_end: true,
      cancellation_details: { reason: 'cancellation_requested' },
      status: 'active',
    })
    await sandbox.control('POST', `billing_portal/sessions/${session}/keep`, { subscription })
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
    })
    const { data } = await stripe.events.list({ type: 'customer.subscription.updated', limit: 2 })
    expect(data[1]?.data.previous_attributes).toMatchObject({ cancel_at_period_end: false })
  })

  it('one call replaces every default card, and a refused one changes nothing', async () => {
    const { customer, subscription } = await subscribe(sandbox)
    const own = await stripe.paymentMethods.attach('pm_card_amex', { customer })
    await giveOwnCard(subscription, own.id)
    const card = await sandbox.control<Stripe.PaymentMethod>('POST', `customers/${customer}/card`, {
      card: '4000000000000341',
    })
    expect(card).toMatchObject({ customer, card: { last4: '0341' } })
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ default_payment_method: card.id })
    const refused = sandbox.control('POST', `customers/${customer}/card`, { card: '4000000000000002' })
    await expect(refused).rejects.toThrow('Your card was declined.')
    expect((await stripe.paymentMethods.list({ customer })).data).toHaveLength(3)
  })
})

import { money } from '@cashwrap/shared/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BillingHouse, expectOk, openBillingHouse } from '../../../test/support/billing-house.ts'
import type { SubscriptionFacts } from '../../modules/subscriptions/index.ts'

const PRICE = money(2000, 'USD')
const REFUSED_WHEN_CHARGED = '4000000000000341'
const NONE: ReadonlySet<string> = new Set()

let house: BillingHouse
beforeAll(async () => {
  house = await openBillingHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const read = async (id: string, paid = NONE): Promise<SubscriptionFacts> =>
  expectOk(await house.subscriptions.read(id, paid))
const begin = async (plan: Partial<Parameters<BillingHouse['subscribe']>[0]> = {}) =>
  (await house.subscribe({ price: PRICE, ...plan })).began
/** To a moment just after the running period. */
const passPeriod = async ({ periodStartsAt, periodEndsAt }: SubscriptionFacts) =>
  house.sandbox.advance((periodEndsAt.getTime() - periodStartsAt.getTime()) / 1000 + 2 * 3600)

describe('a subscription as it stands', () => {
  it('is read with its card, its customer and what paid it', async () => {
    const { subscriptionId, customerId } = await begin()
    const facts = await read(subscriptionId)
    expect(facts).toMatchObject({
      subscriptionId,
      customerId,
      instance: 'shop',
      status: 'active',
      currency: 'USD',
      unitAmount: 2000,
      cancelAt: null,
      paused: null,
      card: { brand: 'visa', last4: '4242' },
      email: 'ada@example.com',
    })
    expect(facts.invoices).toHaveLength(1)
    expect(facts.invoices[0]).toMatchObject({
      reason: 'subscription_create',
      status: 'paid',
      total: 2000,
      amountPaid: 2000,
      covers: { from: facts.periodStartsAt, to: facts.periodEndsAt, providerPriceId: facts.providerPriceId },
      needsAction: false,
      payment: { received: 2000, destination: null },
    })
  })

  it('asks nothing again of invoices that are known as paid', async () => {
    const { subscriptionId } = await begin()
    const [invoice] = (await read(subscriptionId)).invoices
    const again = await read(subscriptionId, new Set([invoice?.invoiceId ?? '']))
    expect(again.invoices).toEqual([{ ...invoice, payment: null }])
  })

  it('renews, newest invoice first', async () => {
    const { subscriptionId } = await begin()
    const before = await read(subscriptionId)
    await passPeriod(before)
    const after = await read(subscriptionId)
    expect(after.periodStartsAt).toEqual(before.periodEndsAt)
    expect(after.invoices.map(({ reason }) => reason)).toEqual(['subscription_cycle', 'subscription_create'])
    expect(after.invoices[0]).toMatchObject({
      status: 'paid',
      covers: { from: after.periodStartsAt, to: after.periodEndsAt },
      payment: { received: 2000 },
    })
  })

  it('is tried for nothing, with an invoice that nothing paid', async () => {
    const { subscriptionId } = await begin({ trialDays: 14 })
    const facts = await read(subscriptionId)
    expect(facts.status).toBe('trialing')
    expect(facts.trialEndsAt).toEqual(facts.periodEndsAt)
    expect(facts.invoices[0]).toMatchObject({
      status: 'paid',
      total: 0,
      covers: { from: facts.periodStartsAt, to: facts.periodEndsAt },
      payment: null,
    })
  })

  it('owes what its card refused', async () => {
    const { subscriptionId } = await begin({ trialDays: 14, card: REFUSED_WHEN_CHARGED })
    await passPeriod(await read(subscriptionId))
    const facts = await read(subscriptionId)
    expect(facts.status).toBe('past_due')
    expect(facts.invoices[0]).toMatchObject({ status: 'open', amountDue: 2000, amountPaid: 0, payment: null })
    expect(facts.invoices[0]?.attempts).toBeGreaterThan(0)
    expect(facts.invoices[0]?.nextAttemptAt).toBeInstanceOf(Date)
  })

  it('of a seller says so of each charge', async () => {
    await house.sandbox.plantAccounts(['acct_1Seller'])
    const { subscriptionId } = await begin({ destination: { accountId: 'acct_1Seller', feeBps: 1250 } })
    const facts = await read(subscriptionId)
    expect(facts.invoices[0]?.payment?.destination).toEqual({ accountId: 'acct_1Seller', fee: 250 })
  })

  it('that is not there is missing', async () => {
    expect(await house.subscriptions.read('sub_nobody', NONE)).toEqual({ ok: false, failure: { kind: 'missing' } })
  })
})

describe('by a payment', () => {
  it('its subscription is found, and none where there is none', async () => {
    const facts = await house.subscribe({ price: PRICE })
    const found = await house.subscriptions.findByPayment(facts.payment?.intentId ?? '')
    expect(found).toEqual({ ok: true, value: { subscriptionId: facts.began.subscriptionId } })
    const alone = await house.stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
    expect(await house.subscriptions.findByPayment(alone.id)).toEqual({ ok: true, value: null })
  })
})

describe("Stripe's own pages", () => {
  it('show an invoice', async () => {
    const { subscriptionId } = await begin()
    const [invoice] = (await read(subscriptionId)).invoices
    const shown = expectOk(await house.subscriptions.readInvoice(invoice?.invoiceId ?? ''))
    expect(shown.page).toMatch(/^http/)
    expect(shown.pdf).toMatch(/^http/)
  })
  it.each(['payment-method' as const, null])('are opened for a customer, for their %s', async (flow) => {
    const { customerId } = await begin()
    const visit = { customerId, returnUrl: 'https://shop.example/account', flow }
    expect(expectOk(await house.subscriptions.openPortal(visit)).url).toMatch(/^http/)
  })
  it('take the place of the card that a checkout page left on the subscription', async () => {
    const { customerId, subscriptionId } = await begin()
    const own = (await house.stripe.subscriptions.retrieve(subscriptionId)).default_payment_method
    const customer = await house.stripe.customers.update(customerId, {
      invoice_settings: { default_payment_method: '' },
    })
    expect([typeof own, customer.invoice_settings.default_payment_method]).toEqual(['string', null])
    const visit = { customerId, returnUrl: 'https://shop.example/account', flow: 'payment-method' as const }
    expectOk(await house.subscriptions.openPortal(visit))
    expect(await house.stripe.customers.retrieve(customerId)).toMatchObject({
      invoice_settings: { default_payment_method: own },
    })
  })
  it('are refused to a customer that is not there', async () => {
    const visit = { customerId: 'cus_nobody', returnUrl: 'https://shop.example/account', flow: null }
    expect(await house.subscriptions.openPortal(visit)).toMatchObject({ failure: { kind: 'refused' } })
  })
})

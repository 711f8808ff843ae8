import { newId } from '@cashwrap/shared/ids'
import { money } from '@cashwrap/shared/money'
import { describe, expect, it } from 'vitest'
import type { CheckoutDraft, PlanDraft } from '../../modules/payments/index.ts'
import { createLogger } from '../../platform/logger.ts'
import { createStripeClient } from './stripe-client.ts'
import { stripePaymentGateway } from './stripe-payment-gateway.ts'

const gateway = stripePaymentGateway(
  createStripeClient({ secretKey: 'sk_test_x', apiBase: null }),
  createLogger('silent'),
)
const AT = Date.parse('2026-05-04T09:00:00Z')
const ids = { checkoutId: newId<'checkout'>(AT), orderId: newId<'order'>(AT) }
const metadata = { order_id: ids.orderId, checkout_id: ids.checkoutId, order_number: '7', instance: 'shop' }

const plan: PlanDraft = {
  providerPriceId: 'price_1',
  total: money(2200, 'USD'),
  trialDays: 0,
  customerId: null,
  taxRateId: null,
  destination: null,
}
const draft: CheckoutDraft = {
  way: 'page',
  ...ids,
  orderNumber: 7,
  instance: 'shop',
  shopName: 'Shop',
  email: 'ada@example.com',
  currency: 'USD',
  lines: [],
  plan,
  taxByProvider: false,
  collectPhone: false,
  split: { way: 'shop' },
  successUrl: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
  cancelUrl: 'https://shop.example/plans',
  expiresAt: new Date(AT + 31 * 60_000),
}
const frozen = (own: Partial<PlanDraft>, of: Partial<CheckoutDraft> = {}) =>
  gateway.freeze({ ...draft, ...of, plan: { ...plan, ...own } })

describe('a page that begins a subscription', () => {
  it('asks for the price, a card that is kept, and carries the order to the subscription', () => {
    expect(frozen({})).toEqual({
      ok: true,
      value: {
        way: 'page',
        idempotencyKey: `cashwrap:${ids.checkoutId}`,
        body: {
          mode: 'subscription',
          customer_email: 'ada@example.com',
          line_items: [{ price: 'price_1', quantity: 1 }],
          payment_method_collection: 'always',
          subscription_data: { metadata },
          client_reference_id: ids.orderId,
          success_url: draft.successUrl,
          cancel_url: draft.cancelUrl,
          expires_at: AT / 1000 + 31 * 60,
          adaptive_pricing: { enabled: false },
          branding_settings: { display_name: 'Shop' },
          metadata,
        },
      },
    })
  })

  it('is for a customer that is known, never for an address besides', () => {
    const body = bodyOf(frozen({ customerId: 'cus_1' }))
    expect(body['customer']).toBe('cus_1')
    expect(body).not.toHaveProperty('customer_email')
  })

  it('has Stripe reckon tax by the address that a known customer types', () => {
    const body = bodyOf(frozen({ customerId: 'cus_1' }, { taxByProvider: true }))
    expect(body).toMatchObject({ automatic_tax: { enabled: true }, customer_update: { address: 'auto' } })
  })

  it('can begin with a trial, add tax, and pay a seller', () => {
    const own = {
      total: money(0, 'USD'),
      trialDays: 14,
      taxRateId: 'txr_1',
      destination: { accountId: 'acct_1', feeBps: 1229 },
    }
    expect(bodyOf(frozen(own))['subscription_data']).toEqual({
      metadata,
      trial_period_days: 14,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      default_tax_rates: ['txr_1'],
      transfer_data: { destination: 'acct_1' },
      application_fee_percent: 12.29,
    })
  })

  it('is refused for amounts that Stripe refuses, by what the first period costs', () => {
    const failure = (result: ReturnType<typeof frozen>) => (result.ok ? null : result.failure)
    expect(failure(frozen({ total: money(49, 'USD') }))).toEqual({
      kind: 'amount-too-small',
      minimum: money(50, 'USD'),
    })
    expect(failure(frozen({ total: money(0, 'USD') }))?.kind).toBe('amount-too-small')
    expect(failure(frozen({ total: money(100_000_000, 'USD') }))?.kind).toBe('amount-too-large')
  })
})

function bodyOf(result: ReturnType<typeof frozen>): Record<string, unknown> {
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value.body
}

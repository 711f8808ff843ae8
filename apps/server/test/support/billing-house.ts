import { startSandbox } from '@cashwrap/sandbox'
import { newId, type OrderId } from '@cashwrap/shared/ids'
import { type Money, money } from '@cashwrap/shared/money'
import type { Result } from '@cashwrap/shared/result'
import type Stripe from 'stripe'
import { createStripeClient } from '../../src/gateways/stripe/stripe-client.ts'
import { stripePaymentGateway } from '../../src/gateways/stripe/stripe-payment-gateway.ts'
import { stripeSubscriptionGateway } from '../../src/gateways/stripe/stripe-subscription-gateway.ts'
import type { PaymentGateway, PlanDraft, SessionFacts } from '../../src/modules/payments/index.ts'
import type { SubscriptionGateway } from '../../src/modules/subscriptions/index.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { SandboxClient } from './sandbox-client.ts'

const AT = Date.parse('2026-05-04T09:00:00Z')
const CARD = '4242424242424242'

/** Both gateways on a sandbox of their own, without a shop. */
export interface BillingHouse extends AsyncDisposable {
  sandbox: SandboxClient
  stripe: Stripe
  payments: PaymentGateway
  subscriptions: SubscriptionGateway
  priceOf(price: Money, interval?: 'month' | 'year'): Promise<string>
  /** Opens a page for a plan. */
  open(plan: Partial<PlanDraft> & { price: Money }): Promise<{ sessionId: string; orderId: OrderId }>
  /** Opens and pays one; what the session says then, of what it began. */
  subscribe(
    plan: Partial<PlanDraft> & { price: Money; card?: string },
  ): Promise<SessionFacts & { began: NonNullable<SessionFacts['subscription']> }>
}

export async function openBillingHouse(): Promise<BillingHouse> {
  const running = await startSandbox({ port: 0, smtpPort: 0, dataDir: null })
  const stripe = createStripeClient({ secretKey: 'sk_test_sandbox', apiBase: running.url })
  const log = createLogger('silent')
  const payments = stripePaymentGateway(stripe, log)
  const subscriptions = stripeSubscriptionGateway(stripe, log)
  const sandbox = new SandboxClient(running.url)

  const priceOf: BillingHouse['priceOf'] = async (price, interval = 'month') => {
    const made = await subscriptions.ensurePrice({
      priceId: newId<'price'>(AT),
      productId: newId<'product'>(AT),
      externalId: 'plan',
      title: 'Plan',
      interval,
      price,
      instance: 'shop',
    })
    return expectOk(made).providerPriceId
  }

  const open: BillingHouse['open'] = async ({ price, ...plan }) => {
    const orderId = newId<'order'>(AT)
    const frozen = payments.freeze({
      way: 'page',
      checkoutId: newId<'checkout'>(AT),
      orderId,
      orderNumber: 7,
      instance: 'shop',
      shopName: 'Shop',
      email: 'Ada@example.com',
      currency: price.currency,
      lines: [],
      plan: {
        providerPriceId: plan.providerPriceId ?? (await priceOf(price)),
        total: (plan.trialDays ?? 0) > 0 ? money(0, price.currency) : price,
        trialDays: 0,
        customerId: null,
        taxRateId: null,
        destination: null,
        ...plan,
      },
      taxByProvider: false,
      collectPhone: false,
      split: { way: 'shop' },
      successUrl: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
      cancelUrl: 'https://shop.example/plans',
      expiresAt: null,
    })
    return { sessionId: expectOk(await payments.open(expectOk(frozen))).sessionId, orderId }
  }

  return {
    sandbox,
    stripe,
    payments,
    subscriptions,
    priceOf,
    open,
    async subscribe({ card = CARD, ...plan }) {
      const { sessionId } = await open(plan)
      await sandbox.pay(sessionId, card)
      const facts = expectOk(await payments.read(sessionId))
      if (facts.subscription === null) throw new Error('nothing was begun')
      return { ...facts, began: facts.subscription }
    },
    [Symbol.asyncDispose]: () => running.close(),
  }
}

/** The value of what went well; throws the failure's kind. */
export function expectOk<T>(result: Result<T, { kind: string }>): T {
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

import type Stripe from 'stripe'
import { refuseSplit } from '../connect/destinations.ts'
import type { Call } from '../context.ts'
import { findAmountFault, formatAmount } from '../payments/currencies.ts'
import { delayedTypeFor } from '../payments/payment-methods.ts'
import { faultOfCode, isCouponUsable, type Occasion } from '../payments/promotion-codes.ts'
import { taxSessionLines } from '../payments/session-taxes.ts'
import type { LineItemObject, PromotionCodeObject, SessionDetails, SessionObject } from '../state/object-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { newMetadata } from '../wire/metadata.ts'
import { discountLines, type Totals, totalsOf } from './checkout-amounts.ts'
import { priceLineItems } from './checkout-line-items.ts'
import type { CreateSessionParams } from './checkout-session-params.ts'
import { recurringFirst, subscriptionTerms, trialEndOf } from './subscription-session.ts'

const SHORTEST_SECONDS = 30 * 60
const LONGEST_SECONDS = 24 * 3600

/** Opens a checkout session in payment or subscription mode with a hosted page. */
export function createCheckoutSession(call: Call, given: CreateSessionParams): SessionObject {
  refuseContradictions(given)
  const now = call.sandbox.clock.now()
  const expiresAt = readExpiry(given.expires_at, now)
  const customer = given.customer ? findByParam(call, 'customer', 'customer', given.customer, 'customer') : undefined
  const { coupon, code } = discountOf(call, given)

  const terms = subscriptionTerms(call, given)
  let lines = priceLineItems(call, given.line_items ?? [], given.mode)
  if (terms) lines = recurringFirst(lines, trialEndOf(call, terms) !== null)
  const currency = currencyOf(lines, given)
  if (coupon) lines = discountLines(lines, coupon)
  const taxed = { automatic_tax: { enabled: given.automatic_tax?.enabled ?? false }, customer: customer?.id ?? null }
  lines = taxSessionLines(call, taxed, terms, lines)
  const totals = totalsOf(lines)
  if (code) refuseCode(call, code, { customer: customer?.id ?? null, subtotal: totals.subtotal, currency })
  refuseAmount(totals.total, currency)
  const price = { amount: totals.total, currency }
  refuseSplit(call, given.payment_intent_data ?? {}, price, (name) => name.replace(/^\w+/, 'payment_intent_data[$&]'))

  const session = buildSession(call, given, { now, expiresAt, currency, totals, customer })
  const { metadata, ...paymentIntentData } = given.payment_intent_data ?? {}
  const details: SessionDetails = {
    id: session.id,
    object: 'sandbox.session_details',
    created: now,
    line_items: lines,
    payment_intent_data: definedOnly(paymentIntentData),
    payment_intent_metadata: newMetadata(metadata),
    coupon: coupon?.id ?? null,
    promotion_code: code?.id ?? null,
    customer_email_locked: session.customer_email !== null || Boolean(customer?.email),
    subscription: terms,
    customer: null,
    intent: null,
    delayed_outcome: null,
  }
  call.store.put('checkout.session', session, call.account)
  call.store.put('sandbox.session_details', details, call.account)
  call.sandbox.timers.set('expire_session', session.id, expiresAt)
  return session
}

type Facts = {
  now: number
  expiresAt: number
  currency: string
  totals: Totals
  customer: Stripe.Customer | undefined
}

function buildSession(call: Call, given: CreateSessionParams, facts: Facts): SessionObject {
  const { totals, customer } = facts
  const isSubscription = given.mode === 'subscription'
  const id = ids.checkoutSession()
  const email = given.customer_email ?? customer?.email ?? null
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: given.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount_subtotal: totals.subtotal,
    amount_total: totals.total,
    automatic_tax: given.automatic_tax?.enabled
      ? { enabled: true, liability: { type: 'self' }, provider: 'stripe', status: 'complete' }
      : { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    branding_settings: {
      background_color: given.branding_settings?.background_color ?? '#ffffff',
      border_style: given.branding_settings?.border_style ?? 'rounded',
      button_color: given.branding_settings?.button_color ?? '#0074d4',
      display_name: given.branding_settings?.display_name ?? 'Cashwrap sandbox',
      font_family: given.branding_settings?.font_family ?? 'default',
      icon: null,
      logo: null,
    },
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: facts.now,
    currency: facts.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: given.custom_text?.after_submit || null,
      shipping_address: given.custom_text?.shipping_address || null,
      submit: given.custom_text?.submit || null,
      terms_of_service_acceptance: given.custom_text?.terms_of_service_acceptance || null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : isSubscription ? 'always' : (given.customer_creation ?? 'if_required'),
    customer_details:
      email === null
        ? null
        : {
            address: customer?.address ?? null,
            business_name: null,
            email,
            individual_name: null,
            name: customer?.name ?? null,
            phone: customer?.phone ?? null,
            tax_exempt: 'none',
            tax_ids: null,
          },
    customer_email: given.customer_email ?? null,
    discounts: (given.discounts ?? []).map(({ coupon, promotion_code: code }) => ({
      coupon: coupon ?? null,
      promotion_code: code ?? null,
    })),
    ...(given.excluded_payment_method_types
      ? { excluded_payment_method_types: given.excluded_payment_method_types }
      : {}),
    expires_at: facts.expiresAt,
    integration_identifier: given.integration_identifier ?? null,
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode: false,
    locale: given.locale ?? null,
    managed_payments: { enabled: false },
    metadata: newMetadata(given.metadata),
    mode: given.mode,
    origin_context: given.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: isSubscription ? (given.payment_method_collection ?? 'always') : 'if_required',
    payment_method_configuration_details: { id: 'pmc_1SandboxDefault', parent: null },
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: methodTypesOf(given, facts.currency),
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: given.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: given.submit_type ?? null,
    subscription: null,
    success_url: given.success_url ?? null,
    total_details: { amount_discount: totals.discount, amount_shipping: 0, amount_tax: totals.tax },
    ui_mode: 'hosted_page',
    url: `${call.sandbox.urls.public}/c/pay/${id}`,
    wallet_options: null,
  }
}

function refuseContradictions(given: CreateSessionParams): void {
  if (given.mode === 'setup') {
    throw invalidParameter(
      `This sandbox emulates checkout in payment and subscription mode, not '${given.mode}'.`,
      'mode',
    )
  }
  if (given.ui_mode !== undefined && given.ui_mode !== 'hosted_page') {
    throw invalidParameter(`This sandbox emulates the hosted page only, not '${given.ui_mode}'.`, 'ui_mode')
  }
  if (given.success_url === undefined) {
    throw invalidParameter('Missing required param: success_url.', 'success_url', 'parameter_missing')
  }
  if (given.line_items === undefined || given.line_items.length === 0) {
    throw invalidParameter('Missing required param: line_items.', 'line_items', 'parameter_missing')
  }
  if (given.customer !== undefined && given.customer_email !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: customer, customer_email.', 'customer')
  }
  if (given.customer !== undefined && given.customer_creation !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: customer, customer_creation.', 'customer')
  }
  if (given.discounts !== undefined && given.allow_promotion_codes !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: allow_promotion_codes, discounts.')
  }
}

function readExpiry(expiresAt: number | undefined, now: number): number {
  if (expiresAt === undefined) return now + LONGEST_SECONDS
  if (expiresAt - now < SHORTEST_SECONDS) {
    throw invalidParameter(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  }
  if (expiresAt - now > LONGEST_SECONDS) {
    throw invalidParameter(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    )
  }
  return expiresAt
}

type Discount = { coupon?: Stripe.Coupon; code?: PromotionCodeObject }

function discountOf(call: Call, given: CreateSessionParams): Discount {
  const { coupon: couponId, promotion_code: codeId } = given.discounts?.[0] ?? {}
  if (couponId !== undefined && codeId !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: coupon, promotion_code.', 'discounts[0]')
  }
  if (codeId !== undefined) {
    const code = findByParam(call, 'promotion_code', 'promotion code', codeId, 'discounts[0][promotion_code]')
    const coupon = call.store.get('coupon', code.promotion.coupon)
    return coupon ? { coupon, code } : { code }
  }
  if (couponId === undefined) return {}
  const coupon = findByParam(call, 'coupon', 'coupon', couponId, 'discounts[0][coupon]')
  if (isCouponUsable(call, coupon)) return { coupon }
  throw invalidRequest(`Coupon ${couponId} is expired and cannot be applied.`, {
    code: 'coupon_expired',
    param: 'discounts[0][coupon]',
  })
}

function refuseCode(call: Call, code: PromotionCodeObject, occasion: Occasion): void {
  const fault = faultOfCode(call, code, occasion)
  if (fault === undefined) return
  throw invalidRequest(`This promotion code cannot be redeemed: ${fault}`, { param: 'discounts[0][promotion_code]' })
}

function currencyOf(lines: readonly LineItemObject[], given: CreateSessionParams): string {
  const currency = lines[0]?.currency ?? given.currency ?? 'usd'
  if (given.currency !== undefined && given.currency !== currency) {
    throw invalidRequest(
      `The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${given.currency}\`.`,
      { param: 'line_items[0][price]' },
    )
  }
  return currency
}

/** A total of nothing is allowed: such a session completes without a payment. */
function refuseAmount(total: number, currency: string): void {
  const fault = total === 0 ? undefined : findAmountFault(total, currency)
  if (!fault) return
  throw invalidRequest(
    fault.code === 'amount_too_small'
      ? `The Checkout Session's total amount due must add up to at least ${fault.message.replace('Amount must be at least ', '')}; it is ${formatAmount(total, currency)}.`
      : fault.message,
    { code: fault.code, param: 'line_items' },
  )
}

function methodTypesOf(given: CreateSessionParams, currency: string): string[] {
  const offered = given.mode === 'subscription' ? ['card'] : ['card', delayedTypeFor(currency)]
  const types = offered.filter(
    (type) =>
      (given.allowed_payment_method_types?.includes(type) ?? true) &&
      !given.excluded_payment_method_types?.includes(type),
  )
  if (types.length > 0) return types
  throw invalidRequest(
    'No valid payment method types for this Checkout Session. Please ensure that you have activated payment methods compatible with your chosen currency.',
    { param: 'allowed_payment_method_types' },
  )
}

type Data = SessionDetails['payment_intent_data']

/** Without the keys whose value is undefined, which the stored type does not know. */
function definedOnly(data: { [K in keyof Data]?: Data[K] | undefined } | object): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}

import type Stripe from 'stripe'
import { createPrice } from '../api/create-price.ts'
import { buildProduct } from '../api/products.ts'
import type { Call } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import type { PriceObject } from '../state/object-types.ts'
import { randomToken } from '../wire/ids.ts'

/** An SDK type as it travels: decimals are strings. */
type Wire<T> = T extends string
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T

export type SubscriptionSnapshot = Wire<Stripe.Subscription>
export type InvoiceSnapshot = Wire<Stripe.Invoice>

const MONTH_SECONDS = 30 * 24 * 3600
const AMOUNT = 1900

/** A monthly subscription of a new customer to a new plan, for events only: it renews nothing. */
export function buildSubscription(call: Call): SubscriptionSnapshot {
  const now = call.sandbox.clock.now()
  const id = `sub_1${randomToken(23)}`
  const customer = createCustomer(call, { email: 'subscriber@example.com', name: null })
  const product = call.store.put('product', buildProduct(call, { name: 'Monthly plan' }))
  const price = createPrice(call, {
    product: product.id,
    currency: 'usd',
    unit_amount: AMOUNT,
    recurring: { interval: 'month' },
  })
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: 'usd',
    customer: customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: [
        {
          id: `si_${randomToken(14)}`,
          object: 'subscription_item',
          billing_thresholds: null,
          created: now,
          current_period_end: now + MONTH_SECONDS,
          current_period_start: now,
          current_trial: null,
          discounts: [],
          metadata: {},
          plan: planOf(price),
          price,
          quantity: 1,
          subscription: id,
          tax_rates: [],
        },
      ],
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: 'active',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: null,
  }
}

/** The invoice of a subscription's current period. */
export function buildInvoice(call: Call, subscription: SubscriptionSnapshot, isPaid: boolean): InvoiceSnapshot {
  const now = call.sandbox.clock.now()
  const id = `in_1${randomToken(23)}`
  const item = subscription.items.data[0]
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Cashwrap sandbox',
    account_tax_ids: null,
    amount_due: AMOUNT,
    amount_overpaid: 0,
    amount_paid: isPaid ? AMOUNT : 0,
    amount_remaining: isPaid ? 0 : AMOUNT,
    amount_shipping: 0,
    application: null,
    attempt_count: 1,
    attempted: true,
    auto_advance: !isPaid,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: 'subscription_create',
    collection_method: 'charge_automatically',
    created: now,
    currency: 'usd',
    custom_fields: null,
    customer: subscription.customer,
    customer_account: null,
    customer_address: null,
    customer_email: 'subscriber@example.com',
    customer_name: null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: now,
    ending_balance: 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: [
        {
          id: `il_1${randomToken(23)}`,
          object: 'line_item',
          amount: AMOUNT,
          currency: 'usd',
          description: '1 × Monthly plan',
          discount_amounts: [],
          discountable: true,
          discounts: [],
          invoice: id,
          livemode: false,
          metadata: {},
          parent: {
            invoice_item_details: null,
            subscription_item_details: {
              invoice_item: null,
              proration: false,
              proration_details: null,
              subscription: subscription.id,
              subscription_item: item?.id ?? '',
            },
            type: 'subscription_item_details',
          },
          period: { end: now + MONTH_SECONDS, start: now },
          pretax_credit_amounts: [],
          pricing: {
            price_details: { price: item?.price.id ?? '', product: String(item?.price.product) },
            type: 'price_details',
            unit_amount_decimal: String(AMOUNT),
          },
          quantity: 1,
          quantity_decimal: '1',
          subscription: subscription.id,
          subtotal: AMOUNT,
          taxes: [],
        },
      ],
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: false,
    metadata: {},
    next_payment_attempt: isPaid ? null : now + 3 * 24 * 3600,
    number: `${randomToken(8).toUpperCase()}-0001`,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: isPaid ? 'paid' : 'open',
    status_transitions: {
      finalized_at: now,
      marked_uncollectible_at: null,
      paid_at: isPaid ? now : null,
      voided_at: null,
    },
    subtotal: AMOUNT,
    subtotal_excluding_tax: AMOUNT,
    test_clock: null,
    total: AMOUNT,
    total_discount_amounts: [],
    total_excluding_tax: AMOUNT,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  }
}

function planOf(price: PriceObject): Wire<Stripe.Plan> {
  return {
    id: price.id,
    object: 'plan',
    active: true,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: 'month',
    interval_count: 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

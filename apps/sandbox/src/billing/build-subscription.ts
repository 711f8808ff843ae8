import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { PlanObject, SubscriptionItemObject, SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject, PriceObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'
import { type Period, periodEnd, rhythmOf } from './cycle.ts'

export type NewItem = {
  price: PriceObject
  quantity: number
  metadata?: Stripe.Metadata
  taxRates?: readonly Stripe.TaxRate[]
}

export type NewSubscription = {
  id?: string
  customer: CustomerObject
  items: readonly NewItem[]
  /** Seconds of the epoch; null for none. */
  trialEnd?: number | null
  trialSettings?: SubscriptionObject['trial_settings']
  defaultMethod?: string | null
  saveDefaultMethod?: 'off' | 'on_subscription'
  metadata?: Stripe.Metadata
  description?: string | null
  automaticTax?: boolean
  defaultTaxRates?: readonly Stripe.TaxRate[]
  applicationFeePercent?: number | null
  onBehalfOf?: string | null
  transferData?: SubscriptionObject['transfer_data']
  cancelAt?: number | null
  cancelAtPeriodEnd?: boolean
}

export const CREATES_INVOICE: SubscriptionObject['trial_settings'] = {
  end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
}

/** A subscription that begins now, not stored: tried, or incomplete until it is paid. */
export function buildSubscription(call: Call, given: NewSubscription): SubscriptionObject {
  const now = call.sandbox.clock.now()
  const id = given.id ?? ids.subscription()
  const trialEnd = given.trialEnd ?? null
  const first = given.items[0]
  if (!first) throw new Error('A subscription without items cannot be made.')
  const anchor = trialEnd ?? now
  const period: Period = { start: now, end: trialEnd ?? periodEnd(now, now, rhythmOf(first.price)) }
  const cancelAtPeriodEnd = given.cancelAtPeriodEnd ?? false
  const cancelAt = cancelAtPeriodEnd ? period.end : (given.cancelAt ?? null)
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: given.applicationFeePercent ?? null,
    automatic_tax: given.automaticTax
      ? { disabled_reason: null, enabled: true, liability: { type: 'self' } }
      : { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: cancelAt,
    cancel_at_period_end: cancelAtPeriodEnd,
    canceled_at: cancelAt === null ? null : now,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: first.price.currency,
    customer: given.customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: given.defaultMethod ?? null,
    default_source: null,
    default_tax_rates: [...(given.defaultTaxRates ?? [])],
    description: given.description ?? null,
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
      data: given.items.map((item) => buildItem(call, id, item, period)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: given.metadata ?? {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: given.onBehalfOf ?? null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: given.saveDefaultMethod ?? 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: given.customer.test_clock ?? null,
    transfer_data: given.transferData ?? null,
    trial_end: trialEnd,
    trial_settings: given.trialSettings ?? CREATES_INVOICE,
    trial_start: trialEnd === null ? null : now,
  }
}

export function buildItem(call: Call, subscription: string, item: NewItem, period: Period): SubscriptionItemObject {
  return {
    id: ids.subscriptionItem(),
    object: 'subscription_item',
    billing_thresholds: null,
    created: call.sandbox.clock.now(),
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: item.metadata ?? {},
    plan: planOf(item.price),
    price: item.price,
    quantity: item.quantity,
    subscription,
    tax_rates: [...(item.taxRates ?? [])],
  }
}

/** A price as it was called before prices were; Stripe still answers both. */
export function planOf(price: PriceObject): PlanObject {
  const { interval, count } = rhythmOf(price)
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval,
    interval_count: count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

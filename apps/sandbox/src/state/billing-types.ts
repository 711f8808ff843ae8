import type Stripe from 'stripe'
import type { PriceObject } from './price-object.ts'

/** Subscriptions and what they are billed by, narrowed as the other objects are: references are ids, decimals text. */
export interface PlanObject extends Omit<Stripe.Plan, 'amount_decimal' | 'tiers'> {
  amount_decimal: string | null
  product: string
}

export interface SubscriptionItemObject extends Omit<Stripe.SubscriptionItem, 'plan' | 'price'> {
  discounts: string[]
  plan: PlanObject
  price: PriceObject
  quantity: number
  tax_rates: Stripe.TaxRate[]
}

export type SubscriptionStatus =
  | 'active'
  | 'canceled'
  | 'incomplete'
  | 'incomplete_expired'
  | 'past_due'
  | 'paused'
  | 'trialing'
  | 'unpaid'

export interface SubscriptionObject extends Omit<Stripe.Subscription, 'items'> {
  application: null
  customer: string
  default_payment_method: string | null
  default_source: null
  default_tax_rates: Stripe.TaxRate[]
  discounts: string[]
  items: Stripe.ApiList<SubscriptionItemObject>
  latest_invoice: string | null
  on_behalf_of: string | null
  pending_setup_intent: string | null
  pending_update: null
  schedule: null
  status: SubscriptionStatus
  test_clock: string | null
  transfer_data: { amount_percent: number | null; destination: string } | null
  trial_settings: Stripe.Subscription.TrialSettings
}

type Pricing = {
  price_details?: { price: string; product: string }
  type: 'price_details'
  unit_amount_decimal: string | null
}

export interface InvoiceLineObject extends Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal'> {
  discount_amounts: { amount: number; discount: string }[]
  discounts: string[]
  invoice: string
  pricing: Pricing | null
  quantity_decimal: string | null
  subscription: string | null
  taxes: Stripe.InvoiceLineItem.Tax[]
}

export interface InvoiceObject extends Omit<Stripe.Invoice, 'lines' | 'payments' | 'confirmation_secret'> {
  account_tax_ids: null
  application: null
  auto_advance: boolean
  customer: string
  default_payment_method: string | null
  default_source: null
  discounts: string[]
  from_invoice: null
  latest_revision: null
  lines: Stripe.ApiList<InvoiceLineObject>
  metadata: Stripe.Metadata
  on_behalf_of: string | null
  parent: {
    quote_details: null
    subscription_details: { metadata: Stripe.Metadata; subscription: string; subscription_proration_date?: number }
    type: 'subscription_details'
  } | null
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void'
  test_clock: string | null
  total_discount_amounts: { amount: number; discount: string }[]
  total_taxes: Stripe.Invoice.TotalTax[]
}

/** What an invoice item stands for on an invoice, once it is on one. */
export interface InvoiceItemObject extends Omit<Stripe.InvoiceItem, 'pricing' | 'quantity_decimal'> {
  customer: string
  discounts: string[]
  invoice: string | null
  metadata: Stripe.Metadata
  pricing: Pricing | null
  quantity_decimal: string
  tax_rates: Stripe.TaxRate[]
  test_clock: string | null
}

export interface InvoicePaymentObject extends Stripe.InvoicePayment {
  invoice: string
  payment: { payment_intent: string; type: 'payment_intent' }
  status: 'canceled' | 'open' | 'paid'
}

export interface DiscountObject extends Stripe.Discount {
  customer: string | null
  promotion_code: string | null
  source: { coupon: string; type: 'coupon' }
}

import type Stripe from 'stripe'
import type {
  DiscountObject,
  InvoiceItemObject,
  InvoiceObject,
  InvoicePaymentObject,
  SubscriptionObject,
} from './billing-types.ts'
import type { PriceObject } from './price-object.ts'

export type { PriceObject }

/**
 * What is stored, by Stripe's own types, narrowed in two ways: a reference is always the id (expansion happens on the
 * way out), and decimals are strings, as they are on the wire (the SDK turns them into its Decimal class).
 */
export interface ObjectTypes {
  product: ProductObject
  price: PriceObject
  customer: CustomerObject
  coupon: Stripe.Coupon
  'checkout.session': SessionObject
  payment_intent: PaymentIntentObject
  payment_method: PaymentMethodObject
  setup_intent: SetupIntentObject
  promotion_code: PromotionCodeObject
  tax_rate: Stripe.TaxRate
  'billing_portal.configuration': PortalConfigurationObject
  'billing_portal.session': PortalSessionObject
  /** Never answered as such: what lets the holder of its token into a customer's portal. */
  'sandbox.portal_visit': PortalVisit
  charge: ChargeObject
  refund: RefundObject
  balance_transaction: BalanceTransactionObject
  dispute: DisputeObject
  event: EventObject
  webhook_endpoint: WebhookEndpointObject
  'test_helpers.test_clock': Stripe.TestHelpers.TestClock
  /** Never answered as such: what a session keeps besides its public face. */
  'sandbox.session_details': SessionDetails
  /** Never answered as such: how the delayed payment of an intent without a session ends. */
  'sandbox.intent_details': IntentDetails
  account: AccountObject
  transfer: TransferObject
  transfer_reversal: TransferReversalObject
  application_fee: ApplicationFeeObject
  fee_refund: FeeRefundObject
  /** What the owner of an account has told of themselves, which Stripe does not answer for Express accounts. */
  'sandbox.account_details': AccountDetails
  /** A way into a hosted page of an account: a link that opens once, then the visit it opened. */
  'sandbox.account_link': AccountLink
  subscription: SubscriptionObject
  invoice: InvoiceObject
  invoiceitem: InvoiceItemObject
  invoice_payment: InvoicePaymentObject
  discount: DiscountObject
}

export type ObjectType = keyof ObjectTypes

export interface ProductObject extends Stripe.Product {
  default_price?: string | null
  tax_code?: string | null
}

export interface CustomerObject extends Stripe.Customer {
  default_source: null
  invoice_settings: Stripe.Customer.InvoiceSettings & { default_payment_method: string | null }
  test_clock?: string | null
}

export interface SessionObject extends Omit<Stripe.Checkout.Session, 'line_items'> {
  customer: string | null
  payment_intent: string | null
  invoice: string | null
  subscription: string | null
  setup_intent: string | null
  payment_link: null
  total_details: Stripe.Checkout.Session.TotalDetails
}

export interface LineItemObject extends Omit<Stripe.LineItem, 'price'> {
  price: PriceObject
  quantity: number
}

export interface PaymentIntentObject extends Stripe.PaymentIntent {
  application: null
  customer: string | null
  latest_charge: string | null
  on_behalf_of: string | null
  payment_method: string | null
  payment_record: null
  review: null
  source: null
}

export interface PaymentMethodObject extends Stripe.PaymentMethod {
  customer: string | null
}

export interface SetupIntentObject extends Stripe.SetupIntent {
  application: null
  customer: string | null
  latest_attempt: null
  mandate: null
  on_behalf_of: null
  payment_method: string | null
  single_use_mandate: null
}

export interface PromotionCodeObject extends Stripe.PromotionCode {
  customer: string | null
  promotion: { coupon: string; type: 'coupon' }
}

export interface PortalConfigurationObject extends Stripe.BillingPortal.Configuration {
  application: null
}

export interface PortalSessionObject extends Stripe.BillingPortal.Session {
  configuration: string
}

export interface PortalVisit {
  /** A token that nobody can guess; it is the last part of the address. */
  id: string
  object: 'sandbox.portal_visit'
  created: number
  session: string
  customer: string
  expires_at: number
}

export interface ChargeObject extends Omit<Stripe.Charge, 'refunds'> {
  application: null
  application_fee: string | null
  balance_transaction: string | null
  customer: string | null
  failure_balance_transaction: null
  on_behalf_of: string | null
  payment_intent: string | null
  review: null
  source: null
  source_transfer: string | null
  transfer?: string
}

export interface RefundObject extends Stripe.Refund {
  balance_transaction: string | null
  charge: string
  customer: string | null
  failure_balance_transaction?: string
  payment_intent: string | null
  payment_method: string | null
  source_transfer_reversal: null
  transfer_reversal: string | null
}

export interface BalanceTransactionObject extends Stripe.BalanceTransaction {
  source: string | null
}

export interface DisputeObject extends Stripe.Dispute {
  charge: string
  payment_intent: string | null
}

export interface EventObject extends Stripe.EventBase {
  data: { object: EventSubject; previous_attributes?: Record<string, unknown> }
}

/** The snapshot inside an event. */
export type EventSubject = { id: string; object: string }

export interface WebhookEndpointObject extends Stripe.WebhookEndpoint {
  metadata: Stripe.Metadata
  /** Signing secrets in force; more than one while a secret is rolled. Never answered. */
  secrets: string[]
  /** Whether it listens to connected accounts. Stripe keeps this and never answers it. */
  connect: boolean
}

export interface AccountObject extends Stripe.Account {
  business_profile: Stripe.Account.BusinessProfile
  capabilities: Stripe.Account.Capabilities
  country: string
  created: number
  default_currency: string
  external_accounts: Stripe.ApiList<Stripe.ExternalAccount>
  metadata: Stripe.Metadata
  requirements: Stripe.Account.Requirements
  settings: Stripe.Account.Settings
  tos_acceptance: Stripe.Account.TosAcceptance
}

export interface AccountDetails {
  id: string
  object: 'sandbox.account_details'
  created: number
  dob: { day: number; month: number; year: number } | null
  email: string | null
  first_name: string | null
  last_name: string | null
}

export interface AccountLink {
  /** A token that nobody can guess; it is the last part of the address. */
  id: string
  object: 'sandbox.account_link'
  created: number
  account: string
  kind: 'onboarding' | 'login'
  /** A link opens once and leads to a visit, which may be reloaded. */
  part: 'link' | 'visit'
  status: 'fresh' | 'used'
  expires_at: number
  refresh_url: string | null
  return_url: string | null
}

/** `reversals` are filled in when it is answered. */
export interface TransferObject extends Omit<Stripe.Transfer, 'reversals'> {
  balance_transaction: string
  destination: string
  destination_payment: string
  source_transaction: string | null
}

export interface TransferReversalObject extends Stripe.TransferReversal {
  balance_transaction: string
  destination_payment_refund: string
  metadata: Stripe.Metadata
  source_refund: string | null
  transfer: string
}

/** `refunds` are filled in when it is answered. */
export interface ApplicationFeeObject extends Omit<Stripe.ApplicationFee, 'refunds'> {
  account: string
  application: string
  balance_transaction: string
  charge: string
  originating_transaction: string | null
}

export interface FeeRefundObject extends Stripe.FeeRefund {
  balance_transaction: string
  fee: string
  metadata: Stripe.Metadata
}

export interface IntentDetails {
  id: string
  object: 'sandbox.intent_details'
  created: number
  delayed_outcome: 'succeeds' | 'fails'
}

/** What a session says of the subscription that it begins. */
export interface SubscriptionTerms {
  application_fee_percent: number | null
  default_tax_rates: Stripe.TaxRate[]
  description: string | null
  metadata: Stripe.Metadata
  transfer_data: SubscriptionObject['transfer_data']
  /** One of the two, or none: seconds of the epoch, or days from when it begins. */
  trial_end: number | null
  trial_period_days: number | null
  trial_settings: SubscriptionObject['trial_settings']
}

export interface SessionDetails {
  id: string
  object: 'sandbox.session_details'
  created: number
  line_items: LineItemObject[]
  payment_intent_data: Omit<Stripe.Checkout.SessionCreateParams.PaymentIntentData, 'metadata'>
  payment_intent_metadata: Stripe.Metadata
  coupon: string | null
  /** The promotion code that led to the coupon, given by the shop or typed by the buyer. */
  promotion_code: string | null
  customer_email_locked: boolean
  /** What the subscription will be like that paying begins; null in other modes. */
  subscription?: SubscriptionTerms | null
  /** The customer that the first attempt made, and the PaymentIntent of a subscription that is not there yet. */
  customer?: string | null
  intent?: string | null
  /** How a delayed payment ends when it falls due. */
  delayed_outcome: 'succeeds' | 'fails' | null
}

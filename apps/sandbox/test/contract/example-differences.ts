const NEWER = "newer than the example; in the SDK's type"
const EXPRESS = 'the example is an account of its own, ours is controlled by the platform'
const OPTIONAL = "optional in the SDK's type, and answered for cards"

/** Every difference between our objects and Stripe's examples, by example, with its reason. */
export const ACCOUNTED_FOR: Record<string, Record<string, string>> = {
  product: { 'tax_details: only here': NEWER },
  price: {},
  customer: { 'customer_account: only here': OPTIONAL },
  coupon: {},
  'checkout.session': {
    'allowed_payment_method_types: only here': NEWER,
    'branding_settings: only here': "optional in the SDK's type; the hosted page shows the name in it",
  },
  item: {},
  payment_intent: {
    'allowed_payment_method_types: only here': NEWER,
    'payment_record: only here': NEWER,
  },
  payment_method: {},
  setup_intent: {
    'allowed_payment_method_types: only here': NEWER,
    'customer_account: only here': OPTIONAL,
  },
  promotion_code: {},
  tax_rate: {},
  'billing_portal.configuration': {
    'features.subscription_cancel.cancellation_reason.feedback_options: only here': NEWER,
    'features.subscription_pause: only here': NEWER,
  },
  'billing_portal.session': {
    'flow.customer_update: only here': NEWER,
    'flow.subscription_pause: only here': NEWER,
  },
  charge: {
    'outcome.risk_level: only here': OPTIONAL,
    'outcome.risk_score: only here': OPTIONAL,
    'payment_method_details.card.electronic_commerce_indicator: only here': NEWER,
    'refunds: only in the example': 'expanded in the example; left out unless expanded since 2022-11-15',
  },
  refund: {
    'destination_details.card.reference: only here': OPTIONAL,
    'destination_details.card.reference_status: only here': OPTIONAL,
    'destination_details.card.reference_type: only here': OPTIONAL,
  },
  balance_transaction: {},
  dispute: {
    'evidence_details.submission_method: only here': NEWER,
    'intended_submission_method: only here': NEWER,
    'network_reason_code: only here': OPTIONAL,
  },
  event: {},
  webhook_endpoint: {},
  'test_helpers.test_clock': {},
  subscription: {
    'billing_mode.flexible.proration_discounts: only here': NEWER,
    'cancellation_details.feedback_option: only here': NEWER,
    'items.data[].current_trial: only here': NEWER,
    'trial_settings.end_behavior.billing_cycle_anchor: only here': NEWER,
  },
  subscription_item: { 'current_trial: only here': NEWER },
  invoice: {
    'lines.data[].pricing.price_details: only here': OPTIONAL,
    'subscription: only in the example':
      "gone from the SDK's type since 2025-03-31; it is in parent.subscription_details",
  },
  line_item: { 'pricing.price_details: only here': OPTIONAL },
  invoice_payment: { 'payment.payment_intent: only here': OPTIONAL },
  invoiceitem: {},
  discount: {},
  deleted_invoice: {},
  deleted_invoiceitem: {},
  deleted_subscription_item: {},
  account: {
    'business_profile.specified_commercial_transactions_act_url: only here': NEWER,
    'controller.fees: only here': EXPRESS,
    'controller.is_controller: only here': EXPRESS,
    'controller.losses: only here': EXPRESS,
    'controller.requirement_collection: only here': EXPRESS,
    'controller.stripe_dashboard: only here': EXPRESS,
  },
  application: {},
  transfer: { 'reversals.total_count: only in the example': 'not in the type of lists' },
  transfer_reversal: {},
  application_fee: { 'fee_source: only here': NEWER },
  fee_refund: {},
  account_link: {},
  login_link: {},
  deleted_product: {},
  deleted_customer: {},
  deleted_coupon: {},
  deleted_webhook_endpoint: {},
  'deleted_test_helpers.test_clock': {},
}

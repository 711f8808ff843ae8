import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids, randomToken } from '../wire/ids.ts'

export type NewPaymentIntent = {
  amount: number
  currency: string
  customer?: string | null
  description?: string | null
  metadata?: Stripe.Metadata
  paymentMethodTypes: string[]
  captureMethod?: 'automatic' | 'automatic_async'
  automaticPaymentMethods?: PaymentIntentObject['automatic_payment_methods']
  receiptEmail?: string | null
  setupFutureUsage?: PaymentIntentObject['setup_future_usage']
  statementDescriptor?: string | null
  statementDescriptorSuffix?: string | null
  applicationFeeAmount?: number | null
  onBehalfOf?: string | null
  transferData?: { destination: string; amount?: number } | null
  transferGroup?: string | null
}

/** A PaymentIntent that awaits a payment method, with its event. */
export function createPaymentIntent(call: Call, fields: NewPaymentIntent): PaymentIntentObject {
  const id = ids.paymentIntent()
  const intent: PaymentIntentObject = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: fields.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: fields.applicationFeeAmount ?? null,
    automatic_payment_methods: fields.automaticPaymentMethods ?? null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: fields.captureMethod ?? 'automatic_async',
    client_secret: `${id}_secret_${randomToken(25)}`,
    confirmation_method: 'automatic',
    created: call.sandbox.clock.now(),
    currency: fields.currency,
    customer: fields.customer ?? null,
    customer_account: null,
    description: fields.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: fields.metadata ?? {},
    next_action: null,
    on_behalf_of: fields.onBehalfOf ?? null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: fields.paymentMethodTypes,
    payment_record: null,
    processing: null,
    receipt_email: fields.receiptEmail ?? null,
    review: null,
    setup_future_usage: fields.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: fields.statementDescriptor ?? null,
    statement_descriptor_suffix: fields.statementDescriptorSuffix ?? null,
    status: 'requires_payment_method',
    transfer_data: fields.transferData ?? null,
    transfer_group: fields.transferGroup ?? null,
  }
  call.store.put('payment_intent', intent, call.account)
  emit(call, 'payment_intent.created', intent)
  return intent
}

/** Calls a PaymentIntent off, with its event. */
export function cancelIntent(
  call: Call,
  intent: PaymentIntentObject,
  reason: PaymentIntentObject['cancellation_reason'],
): PaymentIntentObject {
  const canceled = call.store.put('payment_intent', {
    ...intent,
    canceled_at: call.sandbox.clock.now(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  })
  emit(call, 'payment_intent.canceled', canceled)
  return canceled
}

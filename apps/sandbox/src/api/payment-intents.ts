import { z } from 'zod'
import { refuseSplit } from '../connect/destinations.ts'
import type { Call } from '../context.ts'
import { type Attempt, attemptWithCardMethod } from '../payments/attempt-payment.ts'
import { findAmountFault } from '../payments/currencies.ts'
import { createPaymentIntent } from '../payments/payment-intents.ts'
import { delayedTypeFor } from '../payments/payment-methods.ts'
import { useStoredCard } from '../payments/stored-cards.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, KeptFailure, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest, StripeFailure } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const CreateIntent = z.strictObject({
  allowed_payment_method_types: params.notEmulated(),
  amount: params.integer({ min: 1 }),
  amount_details: params.notEmulated(),
  application_fee_amount: params.integer({ min: 0 }).optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: params.boolean(), allow_redirects: params.oneOf(['always', 'never']).optional() })
    .optional(),
  capture_method: params.oneOf(['automatic', 'automatic_async']).optional(),
  confirm: params.boolean().optional(),
  confirmation_method: params.oneOf(['automatic']).optional(),
  confirmation_token: params.notEmulated(),
  currency: params.currency(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  description: params.text(1000).optional(),
  error_on_requires_action: params.notEmulated(),
  excluded_payment_method_types: params.notEmulated(),
  expand: params.expand(),
  hooks: params.notEmulated(),
  mandate: params.notEmulated(),
  mandate_data: params.notEmulated(),
  metadata: params.metadata().optional(),
  off_session: params.boolean().optional(),
  on_behalf_of: params.text().optional(),
  payment_details: params.notEmulated(),
  payment_method: params.text().optional(),
  payment_method_configuration: params.notEmulated(),
  payment_method_data: params.notEmulated(),
  payment_method_options: params.notEmulated(),
  radar_options: params.notEmulated(),
  receipt_email: params.email().optional(),
  return_url: params.url().optional(),
  setup_future_usage: params.oneOf(['off_session', 'on_session']).optional(),
  shipping: params.notEmulated(),
  statement_descriptor: params.text(22).optional(),
  statement_descriptor_suffix: params.text(22).optional(),
  transfer_data: z
    .strictObject({ destination: params.text(), amount: params.integer({ min: 1 }).optional() })
    .optional(),
  transfer_group: params.text().optional(),
  use_stripe_sdk: params.boolean().optional(),
})

const UpdateIntent = z.strictObject({
  amount: params.integer({ min: 1 }).optional(),
  currency: params.currency().optional(),
  customer: params.text().optional(),
  description: params.unsettableText(1000).optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  receipt_email: params.email().optional(),
  statement_descriptor: params.text(22).optional(),
  statement_descriptor_suffix: params.text(22).optional(),
  transfer_group: params.text().optional(),
})

const ConfirmIntent = z.strictObject({
  expand: params.expand(),
  off_session: params.boolean().optional(),
  payment_method: params.text().optional(),
  payment_method_data: params.notEmulated(),
  receipt_email: params.email().optional(),
  return_url: params.url().optional(),
  use_stripe_sdk: params.boolean().optional(),
})

const CancelIntent = z.strictObject({
  cancellation_reason: params.oneOf(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand: params.expand(),
})

const ListIntents = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
})

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_reauthorization',
  'requires_confirmation',
  'requires_action',
  'processing',
]

export const paymentIntentEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/payment_intents', CreateIntent, (call, given) => {
    refuseAmount(given.amount, given.currency)
    if (given.customer !== undefined) findByParam(call, 'customer', 'customer', given.customer, 'customer')
    refuseSplit(call, given, given, (name) => name)
    if (given.payment_method !== undefined) useStoredCard(call, given.payment_method)
    const intent = createPaymentIntent(call, {
      amount: given.amount,
      applicationFeeAmount: given.application_fee_amount ?? null,
      automaticPaymentMethods: {
        allow_redirects: given.automatic_payment_methods?.allow_redirects ?? 'always',
        enabled: given.automatic_payment_methods?.enabled ?? true,
      },
      captureMethod: given.capture_method ?? 'automatic_async',
      currency: given.currency,
      customer: given.customer ?? null,
      description: given.description ?? null,
      metadata: newMetadata(given.metadata),
      onBehalfOf: given.on_behalf_of ?? null,
      paymentMethodTypes: ['card', delayedTypeFor(given.currency)],
      receiptEmail: given.receipt_email ?? null,
      setupFutureUsage: given.setup_future_usage ?? null,
      statementDescriptor: given.statement_descriptor ?? null,
      statementDescriptorSuffix: given.statement_descriptor_suffix ?? null,
      transferData: given.transfer_data ? withoutUndefined(given.transfer_data) : null,
      transferGroup: given.transfer_group ?? null,
    })
    if (given.confirm) return confirm(call, intent, given.payment_method)
    if (given.payment_method === undefined) return intent
    return call.store.put('payment_intent', {
      ...intent,
      payment_method: useStoredCard(call, given.payment_method).method.id,
      status: 'requires_confirmation',
    })
  }),

  endpoint(
    'GET',
    '/v1/payment_intents/:id',
    z.strictObject({ client_secret: params.text().optional(), expand: params.expand() }),
    (call, _given, path) => requireIntent(call, pathId(path)),
  ),

  endpoint('POST', '/v1/payment_intents/:id', UpdateIntent, (call, given, path) => {
    const before = requireIntent(call, pathId(path))
    const changesMoney = given.amount !== undefined || given.currency !== undefined
    if (
      changesMoney &&
      !['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(before.status)
    ) {
      throw unexpectedState(
        before,
        `This PaymentIntent's amount could not be updated because it has a status of ${before.status}. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      )
    }
    if (changesMoney) refuseAmount(given.amount ?? before.amount, given.currency ?? before.currency)
    return call.store.put('payment_intent', {
      ...before,
      amount: given.amount ?? before.amount,
      currency: given.currency ?? before.currency,
      customer:
        given.customer === undefined
          ? before.customer
          : findByParam(call, 'customer', 'customer', given.customer, 'customer').id,
      description: given.description === undefined ? before.description : given.description,
      metadata: mergeMetadata(before.metadata, given.metadata),
      receipt_email: given.receipt_email ?? before.receipt_email,
      statement_descriptor: given.statement_descriptor ?? before.statement_descriptor,
      statement_descriptor_suffix: given.statement_descriptor_suffix ?? before.statement_descriptor_suffix,
      transfer_group: given.transfer_group ?? before.transfer_group,
    })
  }),

  endpoint('POST', '/v1/payment_intents/:id/confirm', ConfirmIntent, (call, given, path) => {
    const intent = requireIntent(call, pathId(path))
    refuseCheckouts(call, intent, 'confirm')
    return confirm(call, intent, given.payment_method)
  }),

  endpoint('POST', '/v1/payment_intents/:id/cancel', CancelIntent, (call, given, path) => {
    const intent = requireIntent(call, pathId(path))
    if (!CANCELABLE.includes(intent.status)) {
      throw unexpectedState(
        intent,
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      )
    }
    refuseCheckouts(call, intent, 'cancel')
    const canceled = call.store.put('payment_intent', {
      ...intent,
      canceled_at: call.sandbox.clock.now(),
      cancellation_reason: given.cancellation_reason ?? null,
      next_action: null,
      status: 'canceled',
    })
    emit(call, 'payment_intent.canceled', canceled)
    return canceled
  }),

  endpoint('GET', '/v1/payment_intents', ListIntents, (call, given) =>
    answerList(call, 'payment_intent', '/v1/payment_intents', given, {
      ...(given.customer === undefined ? {} : { where: { customer: given.customer } }),
    }),
  ),
]

function confirm(
  call: Call,
  intent: PaymentIntentObject,
  named: string | undefined,
): PaymentIntentObject | KeptFailure {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw unexpectedState(
      intent,
      intent.status === 'succeeded'
        ? 'This PaymentIntent has already succeeded after being previously confirmed.'
        : `This PaymentIntent could not be confirmed because it has a status of ${intent.status}.`,
    )
  }
  const id = named ?? intent.payment_method
  if (id === null || id === undefined) {
    throw unexpectedState(
      intent,
      'You cannot confirm this PaymentIntent because it is missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.',
    )
  }
  const { card, method } = useStoredCard(call, id)
  return answerAttempt(call, attemptWithCardMethod(call, intent, card, method, undefined))
}

/** A declined attempt is answered as an error, and what it left behind stays. */
export function answerAttempt(call: Call, attempt: Attempt): PaymentIntentObject | KeptFailure {
  if (attempt.outcome !== 'declined') return attempt.intent
  const { decline, charge, intent } = attempt
  const method = intent.last_payment_error?.payment_method
  const stored = method ? call.store.get('payment_method', method.id) : undefined
  return new KeptFailure(402, {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
    ...(charge === null ? {} : { charge }),
    payment_intent: intent,
    ...(stored === undefined ? {} : { payment_method: stored }),
  })
}

function requireIntent(call: Call, id: string): PaymentIntentObject {
  return findByPath(call, 'payment_intent', 'payment_intent', id)
}

/** The intent of a checkout session is Checkout's to confirm and to cancel. */
function refuseCheckouts(call: Call, intent: PaymentIntentObject, verb: 'confirm' | 'cancel'): void {
  if (call.store.where('checkout.session', 'payment_intent', intent.id).length === 0) return
  throw invalidRequest(
    verb === 'cancel'
      ? 'You cannot cancel a PaymentIntent that was created by a Checkout Session. Expire the Checkout Session instead.'
      : 'You cannot confirm a PaymentIntent that was created by a Checkout Session.',
  )
}

function refuseAmount(amount: number, currency: string): void {
  const fault = findAmountFault(amount, currency)
  if (fault) throw invalidParameter(fault.message, 'amount', fault.code)
}

function unexpectedState(intent: PaymentIntentObject, message: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  })
}

function withoutUndefined(transfer: { destination: string; amount?: number | undefined }) {
  const { destination, amount } = transfer
  return amount === undefined ? { destination } : { destination, amount }
}

import { invoiceOfIntent } from '../billing/invoice-payments.ts'
import { refuseSplit, type Split } from '../connect/destinations.ts'
import type { Call } from '../context.ts'
import { findAmountFault } from '../payments/currencies.ts'
import { cancelIntent, createPaymentIntent } from '../payments/payment-intents.ts'
import { delayedTypeFor } from '../payments/payment-methods.ts'
import { useStoredCard } from '../payments/stored-cards.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest, type StripeFailure, unexpectedIntentState } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import { CONFIRMABLE, confirmIntent } from './confirm-payment-intent.ts'
import {
  CancelIntent,
  ConfirmIntent,
  CreateIntent,
  ListIntents,
  RetrieveIntent,
  UpdateIntent,
} from './payment-intent-params.ts'
import { checkClientSecret, INTENT_FOR_BUYERS } from './payment-intents-for-buyers.ts'

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_reauthorization',
  'requires_confirmation',
  'requires_action',
]

export const paymentIntentEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/payment_intents', CreateIntent, (call, given) => {
    refuseAmount(given.amount, given.currency)
    for (const param of ['off_session', 'return_url'] as const) {
      if (given[param] !== undefined && !given.confirm) throw onlyWhenConfirming(param)
    }
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
      paymentMethodTypes: methodTypesFor(given.currency),
      receiptEmail: given.receipt_email ?? null,
      setupFutureUsage: given.setup_future_usage ?? null,
      statementDescriptor: given.statement_descriptor ?? null,
      statementDescriptorSuffix: given.statement_descriptor_suffix ?? null,
      transferData: given.transfer_data ? withoutUndefined(given.transfer_data) : null,
      transferGroup: given.transfer_group ?? null,
    })
    if (given.confirm) return confirmIntent(call, intent, given)
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
    RetrieveIntent,
    (call, given, path) => {
      const intent = requireIntent(call, pathId(path))
      checkClientSecret(call, intent, given.client_secret)
      return intent
    },
    INTENT_FOR_BUYERS,
  ),

  endpoint('POST', '/v1/payment_intents/:id', UpdateIntent, (call, given, path) => {
    const before = requireIntent(call, pathId(path))
    const changesMoney = [given.amount, given.currency, given.application_fee_amount].some(
      (value) => value !== undefined,
    )
    if (changesMoney && !CONFIRMABLE.includes(before.status)) {
      throw unexpectedIntentState(
        before,
        `This PaymentIntent's amount could not be updated because it has a status of ${before.status}. You may only update the amount of a PaymentIntent with one of the following statuses: ${CONFIRMABLE.join(', ')}.`,
      )
    }
    const amount = given.amount ?? before.amount
    const currency = given.currency ?? before.currency
    const fee = given.application_fee_amount ?? before.application_fee_amount
    if (changesMoney) {
      refuseAmount(amount, currency)
      refuseSplit(call, splitOf(before, fee), { amount, currency }, (name) => name)
    }
    return call.store.put('payment_intent', {
      ...before,
      amount,
      application_fee_amount: fee,
      currency,
      customer:
        given.customer === undefined
          ? before.customer
          : findByParam(call, 'customer', 'customer', given.customer, 'customer').id,
      description: given.description === undefined ? before.description : given.description,
      metadata: mergeMetadata(before.metadata, given.metadata),
      payment_method_types: given.currency === undefined ? before.payment_method_types : methodTypesFor(currency),
      receipt_email: given.receipt_email ?? before.receipt_email,
      setup_future_usage: given.setup_future_usage ?? before.setup_future_usage,
      statement_descriptor: given.statement_descriptor ?? before.statement_descriptor,
      statement_descriptor_suffix: given.statement_descriptor_suffix ?? before.statement_descriptor_suffix,
      transfer_group: given.transfer_group ?? before.transfer_group,
    })
  }),

  endpoint(
    'POST',
    '/v1/payment_intents/:id/confirm',
    ConfirmIntent,
    (call, given, path) => {
      const intent = requireIntent(call, pathId(path))
      checkClientSecret(call, intent, given.client_secret)
      refuseCheckouts(call, intent, 'confirm')
      return confirmIntent(call, intent, given)
    },
    INTENT_FOR_BUYERS,
  ),

  endpoint('POST', '/v1/payment_intents/:id/cancel', CancelIntent, (call, given, path) => {
    const intent = requireIntent(call, pathId(path))
    if (!CANCELABLE.includes(intent.status)) {
      throw unexpectedIntentState(
        intent,
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      )
    }
    refuseCheckouts(call, intent, 'cancel')
    refuseInvoices(call, intent)
    return cancelIntent(call, intent, given.cancellation_reason ?? null)
  }),

  endpoint('GET', '/v1/payment_intents', ListIntents, (call, given) =>
    answerList(call, 'payment_intent', '/v1/payment_intents', given, {
      ...(given.customer === undefined ? {} : { where: { customer: given.customer } }),
    }),
  ),
]

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

/** The intent of an invoice ends with the invoice. */
function refuseInvoices(call: Call, intent: PaymentIntentObject): void {
  if (!invoiceOfIntent(call, intent.id)) return
  throw invalidRequest(
    'You cannot cancel PaymentIntents created by invoices. To stop asking for the money, void the invoice.',
  )
}

function refuseAmount(amount: number, currency: string): void {
  const fault = findAmountFault(amount, currency)
  if (fault) throw invalidParameter(fault.message, 'amount', fault.code)
}

function methodTypesFor(currency: string): string[] {
  return ['card', delayedTypeFor(currency)]
}

/** How the money of a PaymentIntent is to be split, with this fee. */
function splitOf({ transfer_data: transfer }: PaymentIntentObject, fee: number | null): Split {
  return {
    ...(fee === null ? {} : { application_fee_amount: fee }),
    ...(transfer ? { transfer_data: { destination: String(transfer.destination), amount: transfer.amount } } : {}),
  }
}

function onlyWhenConfirming(param: string): StripeFailure {
  return invalidParameter(`The parameter '${param}' can only be used together with confirm=true.`, param)
}

function withoutUndefined(transfer: { destination: string; amount?: number | undefined }) {
  const { destination, amount } = transfer
  return amount === undefined ? { destination } : { destination, amount }
}

import { splitCharge } from '../connect/split-charge.ts'
import type { Call } from '../context.ts'
import type {
  BalanceTransactionObject,
  ChargeObject,
  PaymentIntentObject,
  PaymentMethodObject,
} from '../state/object-types.ts'
import { ids, randomToken } from '../wire/ids.ts'
import { recordBalance } from './balance.ts'
import { EMPTY_ADDRESS, fingerprint } from './payment-methods.ts'
import { allTestCards, type Decline, findTestCard } from './test-cards.ts'

export type ChargeResult = { status: 'succeeded' } | { status: 'pending' } | { status: 'failed'; decline: Decline }

/** Records one attempt at a PaymentIntent's money. A success brings its balance transaction along, and the transfer. */
export function createCharge(
  call: Call,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  result: ChargeResult,
  threeDSecure = false,
): ChargeObject {
  const isCard = method.type === 'card'
  const id = isCard ? ids.charge() : ids.pendingCharge()
  const decline = result.status === 'failed' ? result.decline : undefined
  const balance = result.status === 'succeeded' ? recordCharge(call, id, intent, method) : undefined
  const charge: ChargeObject = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: result.status === 'succeeded' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: balance?.id ?? null,
    billing_details: {
      address: method.billing_details.address ?? EMPTY_ADDRESS,
      email: method.billing_details.email,
      name: method.billing_details.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: intent.statement_descriptor ?? 'CASHWRAP SANDBOX',
    captured: result.status === 'succeeded',
    created: call.sandbox.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    outcome: outcomeOf(result),
    paid: result.status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(intent, method, threeDSecure),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: result.status === 'succeeded' ? `${call.sandbox.urls.public}/_sandbox/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: result.status,
    transfer_data: transferOf(intent),
    transfer_group: intent.transfer_group,
  }
  const stored = call.store.put('charge', charge, call.account)
  return result.status === 'succeeded' ? splitCharge(call, stored) : stored
}

/** A pending charge whose money has come, or has not. */
export function endPendingCharge(
  call: Call,
  charge: ChargeObject,
  result: 'succeeded' | { decline: Decline },
): ChargeObject {
  if (result !== 'succeeded') {
    return call.store.put('charge', {
      ...charge,
      status: 'failed',
      failure_code: result.decline.code,
      failure_message: result.decline.message,
      outcome: outcomeOf({ status: 'failed', decline: result.decline }),
    })
  }
  const balance = recordCharge(call, charge.id, charge)
  const paid = call.store.put('charge', {
    ...charge,
    status: 'succeeded',
    paid: true,
    captured: true,
    amount_captured: charge.amount,
    balance_transaction: balance.id,
    outcome: outcomeOf({ status: 'succeeded' }),
    receipt_url: `${call.sandbox.urls.public}/_sandbox/receipts/${charge.id}`,
  })
  return splitCharge(call, paid)
}

function recordCharge(
  call: Call,
  chargeId: string,
  of: { amount: number; currency: string; description: string | null },
  method?: PaymentMethodObject,
): BalanceTransactionObject {
  return recordBalance(call, {
    amount: of.amount,
    currency: of.currency,
    description: of.description,
    source: chargeId,
    type: 'charge',
    withFee: true,
    ...(isAvailableAtOnce(method) ? { availableOn: call.sandbox.clock.now() } : {}),
  })
}

/** Cards are told apart by their fingerprint: the number is not kept. */
function isAvailableAtOnce(method: PaymentMethodObject | undefined): boolean {
  const print = method?.card?.fingerprint
  const number = print ? allTestCards().find((candidate) => fingerprint(candidate) === print) : undefined
  return number !== undefined && findTestCard(number).isAvailableAtOnce === true
}

function transferOf(intent: PaymentIntentObject): ChargeObject['transfer_data'] {
  const { transfer_data: transfer } = intent
  return transfer ? { amount: transfer.amount ?? null, destination: transfer.destination } : null
}

function outcomeOf(result: ChargeResult): ChargeObject['outcome'] {
  const decline = result.status === 'failed' ? result.decline : undefined
  return {
    advice_code: decline?.adviceCode ?? null,
    network_advice_code: null,
    network_decline_code: decline?.networkDeclineCode ?? null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  }
}

function detailsOf(
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  threeDSecure: boolean,
): ChargeObject['payment_method_details'] {
  if (method.card) return { type: 'card', card: cardDetails(intent, method.card, threeDSecure) }
  if (method.sepa_debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit
    return { type: 'sepa_debit', sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null } }
  }
  if (method.us_bank_account) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = method.us_bank_account
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type,
        account_type,
        bank_name,
        fingerprint,
        last4,
        payment_reference: null,
        routing_number,
      },
    }
  }
  if (method.bacs_debit) {
    return { type: 'bacs_debit', bacs_debit: { ...method.bacs_debit, mandate: null } }
  }
  return { type: 'customer_balance', customer_balance: {} }
}

function cardDetails(
  intent: PaymentIntentObject,
  card: NonNullable<PaymentMethodObject['card']>,
  threeDSecure: boolean,
): NonNullable<NonNullable<ChargeObject['payment_method_details']>['card']> {
  return {
    amount_authorized: intent.amount,
    authorization_code: randomToken(6).toUpperCase(),
    brand: card.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: card.checks?.cvc_check ?? null,
    },
    country: card.country,
    electronic_commerce_indicator: threeDSecure ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: randomToken(15).toUpperCase(),
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: threeDSecure
      ? {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: '05',
          exemption_indicator: null,
          result: 'authenticated',
          result_reason: null,
          transaction_id: randomToken(36),
          version: '2.2.0',
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  }
}

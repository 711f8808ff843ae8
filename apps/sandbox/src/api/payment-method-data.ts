import type { Call } from '../context.ts'
import {
  type Billing,
  type CardFacts,
  createCardMethod,
  createDebitMethod,
  type DebitFacts,
} from '../payments/payment-methods.ts'
import { findTestCard, passesLuhn, type TestCard } from '../payments/test-cards.ts'
import { outcomeOfDebit, type SettlesTo } from '../payments/test-debits.ts'
import type { PaymentIntentObject, PaymentMethodObject } from '../state/object-types.ts'
import { invalidParameter, invalidRequest, StripeFailure } from '../wire/errors.ts'
import { newMetadata } from '../wire/metadata.ts'
import type { PaymentMethodData } from './payment-intent-params.ts'

export type TypedMethod =
  | { kind: 'card'; card: TestCard; method: PaymentMethodObject }
  | { kind: 'debit'; method: PaymentMethodObject; outcome: SettlesTo }

const LATEST_YEARS_AHEAD = 50

/** The payment method that `payment_method_data` describes, stored. Throws Stripe's refusals, before anything is tried. */
export function methodOfData(call: Call, intent: PaymentIntentObject, data: PaymentMethodData): TypedMethod {
  if (!intent.payment_method_types.includes(data.type)) throw notOffered(data.type)
  const billing = billingOf(data)
  if (data.type === 'card') {
    if (call.caller === 'shop') throw rawCardNumber()
    const facts = readCard(call, data)
    const card = findTestCard(facts.number)
    return { kind: 'card', card, method: withMetadata(call, createCardMethod(call, card, facts, billing), data) }
  }
  const debit = readDebit(data)
  if (debit === undefined) throw notTakenHere(data.type)
  if (billing.name === null) throw missing('payment_method_data[billing_details][name]')
  if (billing.email === null) throw missing('payment_method_data[billing_details][email]')
  const method = withMetadata(call, createDebitMethod(call, debit, billing), data)
  return { kind: 'debit', method, outcome: outcomeOfDebit(debit.account) }
}

function readCard(call: Call, data: PaymentMethodData): CardFacts {
  if (!data.card) throw missing('payment_method_data[card]')
  const number = data.card.number.replaceAll(/[\s-]/g, '')
  const { exp_month: expMonth, exp_year: year, cvc } = data.card
  const expYear = year < 100 ? 2000 + year : year
  if (!passesLuhn(number)) throw wrongCard('incorrect_number', 'Your card number is incorrect.', 'number')
  refuseWrongDate(call, expMonth, expYear)
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) {
    throw wrongCard('invalid_cvc', "Your card's security code is invalid.", 'cvc')
  }
  return { number, expMonth, expYear, cvc: cvc ?? '' }
}

/** Throws what Stripe says to a month that is none, and to a card that is over or good for too long. */
export function refuseWrongDate(call: Call, expMonth: number, expYear: number): void {
  if (expMonth < 1 || expMonth > 12) {
    throw wrongCard('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month')
  }
  const now = new Date(call.sandbox.clock.nowMs())
  const isPast = expYear * 12 + expMonth - 1 < now.getUTCFullYear() * 12 + now.getUTCMonth()
  if (isPast || expYear > now.getUTCFullYear() + LATEST_YEARS_AHEAD) {
    throw wrongCard('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year')
  }
}

function readDebit(data: PaymentMethodData): DebitFacts | undefined {
  if (data.type === 'sepa_debit') {
    if (!data.sepa_debit) throw missing('payment_method_data[sepa_debit]')
    const account = data.sepa_debit.iban.replaceAll(/\s/g, '').toUpperCase()
    if (isIban(account)) return { type: 'sepa_debit', account }
    throw invalidParameter('The IBAN you provided is invalid.', 'payment_method_data[sepa_debit][iban]', 'invalid_iban')
  }
  if (data.type === 'bacs_debit') {
    if (!data.bacs_debit) throw missing('payment_method_data[bacs_debit]')
    const { account_number: account, sort_code: sortCode } = data.bacs_debit
    return { type: 'bacs_debit', account, sortCode: sortCode.replaceAll('-', '') }
  }
  return undefined
}

/** Country, two check digits, and a remainder of 1 by 97 (ISO 13616). */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

function billingOf(data: PaymentMethodData): Billing {
  const { address, email, name, phone } = data.billing_details ?? {}
  return {
    email: email ?? null,
    name: name ?? null,
    country: address?.country ?? null,
    ...(phone === undefined ? {} : { phone }),
    ...(address === undefined ? {} : { lines: address }),
  }
}

function withMetadata(call: Call, method: PaymentMethodObject, data: PaymentMethodData): PaymentMethodObject {
  if (data.metadata === undefined && data.allow_redisplay === undefined) return method
  return call.store.put('payment_method', {
    ...method,
    allow_redisplay: data.allow_redisplay ?? method.allow_redisplay ?? 'unspecified',
    metadata: newMetadata(data.metadata),
  })
}

/** What Stripe says to what was typed, before it asks any bank. */
function wrongCard(code: string, message: string, param: string): StripeFailure {
  return new StripeFailure(402, { type: 'card_error', code, message, param })
}

/** Stripe takes card numbers from its own form, which speaks with a publishable key, and not from a shop's server. */
export function rawCardNumber(): StripeFailure {
  return new StripeFailure(402, {
    type: 'invalid_request_error',
    message:
      'Sending credit card numbers directly to the Stripe API is generally unsafe. To continue processing use Stripe.js, the Stripe mobile bindings, or Stripe Elements.',
  })
}

function missing(param: string): StripeFailure {
  return invalidParameter(`Missing required param: ${param}.`, param, 'parameter_missing')
}

function notOffered(type: string): StripeFailure {
  return invalidRequest(
    `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a different payment method type, or create a new PaymentIntent that takes '${type}'.`,
    { code: 'payment_intent_incompatible_payment_method', param: 'payment_method_data' },
  )
}

function notTakenHere(type: string): StripeFailure {
  return invalidParameter(
    `Stripe takes '${type}' here, but this sandbox does not emulate it.`,
    'payment_method_data[type]',
    'sandbox_not_emulated',
  )
}

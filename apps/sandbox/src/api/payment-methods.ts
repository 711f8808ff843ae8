import type Stripe from 'stripe'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { isSpent, keepMethod, keptMethods, letGoOfMethod } from '../payments/keep-method.ts'
import { type Billing, fullAddress } from '../payments/payment-methods.ts'
import { methodOfNumber, useStoredCard } from '../payments/stored-cards.ts'
import { numberOfToken } from '../payments/test-cards.ts'
import type { PaymentMethodObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest, noSuch } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList, answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { rawCardNumber, refuseWrongDate } from './payment-method-data.ts'

const ExpandOnly = z.strictObject({ expand: params.expand() })

const BillingDetails = z.strictObject({
  address: params.address().optional(),
  email: params.email().optional(),
  name: params.unsettableText(5000).optional(),
  phone: params.unsettableText(5000).optional(),
  tax_id: params.notEmulated(),
})

const REDISPLAY = params.oneOf(['always', 'limited', 'unspecified'])

const CreateMethod = z.strictObject({
  allow_redisplay: REDISPLAY.optional(),
  billing_details: BillingDetails.optional(),
  card: z.strictObject({
    cvc: params.notEmulated(),
    exp_month: params.notEmulated(),
    exp_year: params.notEmulated(),
    networks: params.notEmulated(),
    number: z.string().optional(),
    token: params.text().optional(),
  }),
  customer: params.notEmulated(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  payment_method: params.notEmulated(),
  radar_options: params.notEmulated(),
  type: params.oneOf(['card']),
})

const UpdateMethod = z.strictObject({
  allow_redisplay: REDISPLAY.optional(),
  billing_details: BillingDetails.optional(),
  card: z
    .strictObject({
      exp_month: params.integer().optional(),
      exp_year: params.integer().optional(),
      networks: params.notEmulated(),
    })
    .optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  us_bank_account: params.notEmulated(),
})

const listed = { ...params.paging, allow_redisplay: REDISPLAY.optional(), type: params.text().optional() }

/** Cards by Stripe's test tokens; what is kept for a customer; every other kind of method comes from its payment. */
export const paymentMethodEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/payment_methods', CreateMethod, (call, given) => {
    const number = numberOfGiven(given.card)
    const created = methodOfNumber(call, number, billingOf(given.billing_details))
    return call.store.put('payment_method', {
      ...created,
      allow_redisplay: given.allow_redisplay ?? 'unspecified',
      metadata: newMetadata(given.metadata),
    })
  }),

  endpoint('GET', '/v1/payment_methods/:id', ExpandOnly, (call, _given, path) => {
    const method = call.store.get('payment_method', pathId(path))
    if (!method) throw noSuch('PaymentMethod', pathId(path), 'payment_method', 404)
    return method
  }),

  endpoint('POST', '/v1/payment_methods/:id', UpdateMethod, (call, given, path) => {
    const before = findByPath(call, 'payment_method', 'PaymentMethod', pathId(path))
    if (before.customer === null) {
      throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.', {
        param: 'payment_method',
      })
    }
    const after = call.store.put('payment_method', changed(call, before, given))
    emit(call, 'payment_method.updated', after, changesOf(before, after))
    return after
  }),

  endpoint(
    'POST',
    '/v1/payment_methods/:id/attach',
    z.strictObject({ customer: params.text(), customer_account: params.notEmulated(), expand: params.expand() }),
    (call, given, path) => {
      const customer = findByParam(call, 'customer', 'customer', given.customer, 'customer')
      const { card, method } = useStoredCard(call, pathId(path), 404)
      refuseSpent(call, method)
      return keepMethod(call, card, method, customer)
    },
  ),

  endpoint('POST', '/v1/payment_methods/:id/detach', ExpandOnly, (call, _given, path) =>
    letGoOfMethod(call, findByPath(call, 'payment_method', 'PaymentMethod', pathId(path))),
  ),

  endpoint(
    'GET',
    '/v1/payment_methods',
    z.strictObject({ ...listed, customer: params.text().optional(), customer_account: params.notEmulated() }),
    (call, given) => {
      if (given.customer === undefined) {
        return answerList(call, 'payment_method', '/v1/payment_methods', given, { matches: () => false })
      }
      findByParam(call, 'customer', 'customer', given.customer, 'customer')
      return answerWhole(selected(call, given.customer, given), '/v1/payment_methods', given)
    },
  ),

  endpoint('GET', '/v1/customers/:id/payment_methods', z.strictObject(listed), (call, given, path) => {
    const customer = findByPath(call, 'customer', 'customer', pathId(path))
    return answerWhole(selected(call, customer.id, given), `/v1/customers/${customer.id}/payment_methods`, given)
  }),

  endpoint('GET', '/v1/customers/:id/payment_methods/:method', ExpandOnly, (call, _given, path) => {
    const customer = findByPath(call, 'customer', 'customer', pathId(path))
    const method = call.store.get('payment_method', pathId(path, 'method'))
    if (method?.customer !== customer.id) {
      throw noSuch('PaymentMethod', pathId(path, 'method'), 'payment_method', 404)
    }
    return method
  }),
]

/** Refuses to keep what was used without being kept, or was let go of. */
export function refuseSpent(call: Call, method: PaymentMethodObject): void {
  if (!isSpent(call, method)) return
  throw invalidRequest(
    'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    { param: 'payment_method' },
  )
}

function selected(
  call: Call,
  customer: string,
  { type, allow_redisplay: redisplay }: { type?: string | undefined; allow_redisplay?: string | undefined },
): PaymentMethodObject[] {
  return keptMethods(call, customer).filter(
    (method) =>
      (type === undefined || method.type === type) && (redisplay === undefined || method.allow_redisplay === redisplay),
  )
}

function numberOfGiven({ number, token }: z.output<typeof CreateMethod>['card']): string {
  if (number !== undefined) throw rawCardNumber()
  if (token === undefined) {
    throw invalidParameter('Missing required param: card[token].', 'card[token]', 'parameter_missing')
  }
  const known = numberOfToken(token)
  if (known === undefined) throw noSuch('token', token, 'card[token]')
  return known
}

function billingOf(given: z.output<typeof BillingDetails> | undefined): Billing {
  const { address, email, name, phone } = given ?? {}
  return {
    email: email ?? null,
    name: name ?? null,
    country: address?.country ?? null,
    phone: phone ?? null,
    ...(address === undefined ? {} : { lines: address }),
  }
}

function changed(call: Call, before: PaymentMethodObject, given: z.output<typeof UpdateMethod>): PaymentMethodObject {
  const { address, email, name, phone } = given.billing_details ?? {}
  return {
    ...before,
    allow_redisplay: given.allow_redisplay ?? before.allow_redisplay ?? 'unspecified',
    billing_details: {
      ...before.billing_details,
      ...(address === undefined ? {} : { address: fullAddress(address) }),
      ...(email === undefined ? {} : { email }),
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone }),
    },
    ...(before.card && given.card ? { card: withDate(call, before.card, given.card) } : {}),
    metadata: mergeMetadata(before.metadata, given.metadata),
  }
}

function withDate(
  call: Call,
  card: Stripe.PaymentMethod.Card,
  given: { exp_month?: number | undefined; exp_year?: number | undefined },
): Stripe.PaymentMethod.Card {
  const { exp_month: month = card.exp_month, exp_year: year = card.exp_year } = given
  refuseWrongDate(call, month, year)
  return { ...card, exp_month: month, exp_year: year }
}

import type { Call } from '../context.ts'
import type { PaymentIntentObject, PaymentMethodObject } from '../state/object-types.ts'
import type { ForBuyers } from '../wire/endpoint.ts'
import { invalidParameter, StripeFailure } from '../wire/errors.ts'

/** What Stripe shows of a PaymentIntent to whoever holds a publishable key and its client secret. */
const INTENT_FIELDS = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies readonly (keyof PaymentIntentObject)[]

const METHOD_FIELDS = [
  'id',
  'object',
  'allow_redisplay',
  'billing_details',
  'created',
  'customer',
  'livemode',
  'type',
] as const satisfies readonly (keyof PaymentMethodObject)[]

export const INTENT_FOR_BUYERS: ForBuyers = {
  expandable: ['payment_method'],
  present: (answer) => presentAny(answer),
}

function presentAny(answer: object): object {
  const kind: unknown = Reflect.get(answer, 'object')
  if (kind === 'payment_intent') return presentIntent(answer)
  if (kind === 'payment_method') return presentMethod(answer)
  return answer
}

function presentIntent(intent: object): object {
  return mapValues(pick(intent, INTENT_FIELDS), (name, value) => {
    if (name === 'payment_method' && isObject(value)) return presentMethod(value)
    if (name === 'last_payment_error' && isObject(value)) {
      return mapValues(value, (part, inner) =>
        part === 'payment_method' && isObject(inner) ? presentMethod(inner) : inner,
      )
    }
    return value
  })
}

/** Without metadata, and without the fingerprint, by which a card can be known again. */
function presentMethod(method: object): object {
  const type = String(Reflect.get(method, 'type'))
  const shown = pick(method, [...METHOD_FIELDS, type])
  const details = shown[type]
  return isObject(details)
    ? {
        ...shown,
        [type]: pick(
          details,
          Object.keys(details).filter((name) => name !== 'fingerprint'),
        ),
      }
    : shown
}

/**
 * Compares the client secret where one is given, and demands one of a buyer. Throws Stripe's 400.
 */
export function checkClientSecret(call: Call, intent: PaymentIntentObject, given: string | undefined): void {
  if (given === undefined && call.caller === 'shop') return
  if (given === undefined) {
    throw invalidParameter('Missing required param: client_secret.', 'client_secret', 'parameter_missing')
  }
  if (given === intent.client_secret) return
  throw new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_invalid_parameter',
    message: 'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    param: 'client_secret',
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function pick(object: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)))
}

function mapValues(object: object, change: (name: string, value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)]))
}

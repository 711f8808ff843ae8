import type { Call } from '../context.ts'
import type { ObjectType, ObjectTypes } from '../state/object-types.ts'
import { noSuch, StripeFailure } from './errors.ts'

/** The object the path names, or Stripe's 404. */
export function findByPath<K extends ObjectType>(call: Call, type: K, noun: string, id: string): ObjectTypes[K] {
  const found = getOwn(call, type, id)
  if (!found) throw noSuch(noun, id, 'id', 404)
  return found
}

/** The object a parameter names, or Stripe's 400. */
export function findByParam<K extends ObjectType>(
  call: Call,
  type: K,
  noun: string,
  id: string,
  param: string,
): ObjectTypes[K] {
  const found = getOwn(call, type, id)
  if (!found) throw noSuch(noun, id, param)
  return found
}

/** Known in their own account alone: a payment to a seller is none of the platform's charges. */
const IN_ONE_ACCOUNT: readonly ObjectType[] = [
  'application_fee',
  'balance_transaction',
  'charge',
  'event',
  'payment_intent',
  'refund',
  'transfer',
]

function getOwn<K extends ObjectType>(call: Call, type: K, id: string): ObjectTypes[K] | undefined {
  if (IN_ONE_ACCOUNT.includes(type) && call.store.accountOf(type, id) !== call.account) return undefined
  return call.store.get(type, id)
}

/** Refuses an id that is taken, where the caller may choose it. */
export function refuseTaken(call: Call, type: ObjectType, noun: string, id: string): void {
  if (!call.store.has(type, id)) return
  throw new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'resource_already_exists',
    message: `${noun} already exists.`,
    param: 'id',
  })
}

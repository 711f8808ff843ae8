import type { Call } from '../context.ts'
import type { ObjectType, ObjectTypes } from '../state/object-types.ts'
import { noSuch, StripeFailure } from './errors.ts'

/** The object the path names, or Stripe's 404. */
export function findByPath<K extends ObjectType>(call: Call, type: K, noun: string, id: string): ObjectTypes[K] {
  const found = call.store.get(type, id)
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
  const found = call.store.get(type, id)
  if (!found) throw noSuch(noun, id, param)
  return found
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

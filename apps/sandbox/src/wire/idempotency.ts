import { createHash } from 'node:crypto'
import type { Store } from '../state/store.ts'
import { StripeFailure } from './errors.ts'

const KEPT_SECONDS = 24 * 3600
const LONGEST_KEY = 255

export type StoredAnswer = { status: number; body: string; requestId: string }
export type KeyedCall = { account: string; key: string; operation: string; fingerprint: string }

/** What makes two bodies the same: their pairs, in whatever order. */
export function fingerprintOf(path: string, body: string): string {
  return createHash('sha256')
    .update(`${path}\n${body.split('&').sort().join('&')}`)
    .digest('hex')
}

/** The answer stored under this key, or undefined while it is free; throws when it was used for another request. */
export function findStoredAnswer(store: Store, call: KeyedCall, now: number): StoredAnswer | undefined {
  if (call.key.length > LONGEST_KEY) {
    throw refuse(`Idempotency keys must be at most ${LONGEST_KEY} characters; yours has ${call.key.length}.`)
  }
  const row = store
    .statement('select * from idempotency_keys where account = ? and key = ?')
    .get(call.account, call.key)
  if (!row) return undefined
  if (Number(row.created) + KEPT_SECONDS <= now) {
    store.statement('delete from idempotency_keys where created <= ?').run(now - KEPT_SECONDS)
    return undefined
  }
  if (row.operation !== call.operation) {
    throw refuse(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${String(row.operation)}' vs '${call.operation}'). Try using a key other than '${call.key}' if you meant to execute a different request.`,
    )
  }
  if (row.fingerprint !== call.fingerprint) {
    throw refuse(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${call.key}' if you meant to execute a different request.`,
    )
  }
  return { status: Number(row.status), body: String(row.body), requestId: String(row.request_id) }
}

export function storeAnswer(store: Store, call: KeyedCall, answer: StoredAnswer, now: number): void {
  store
    .statement('insert or replace into idempotency_keys values (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(call.account, call.key, call.operation, call.fingerprint, answer.status, answer.body, answer.requestId, now)
}

/** A second request while the first with this key still runs. */
export function keyInUse(key: string): StripeFailure {
  return new StripeFailure(
    409,
    {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    },
    { isValidation: true, headers: { 'stripe-should-retry': 'true' } },
  )
}

function refuse(message: string): StripeFailure {
  return new StripeFailure(400, { type: 'idempotency_error', message }, { isValidation: true })
}

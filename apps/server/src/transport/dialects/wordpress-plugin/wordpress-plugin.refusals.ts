import type { Failure } from '@cashwrap/shared/contracts/failures'
import { failureSentence } from '../../http/failure-sentence.ts'
import { HTTP_STATUS } from '../../http/failure-to-http.ts'
import type { Refusal } from './wordpress-plugin.wire.ts'

export const AMOUNT_MISMATCH: Refusal = {
  status: 400,
  code: 'amount_mismatch',
  message: 'The amount is not the price of this package. Reload the page.',
}
const REFUSALS: Partial<Record<Failure['kind'], Refusal>> = {
  'price-changed': AMOUNT_MISMATCH,
  'not-enough-credits': { status: 402, code: 'insufficient_credits', message: 'Insufficient credits' },
}
/** What callers of this dialect know another status for. */
const STATUS: Partial<Record<Failure['kind'], number>> = {
  'not-for-sale': 404,
  'mixed-currencies': 400,
  'amount-too-small': 400,
}
const CODES: Partial<Record<Failure['kind'], string>> = {
  'invalid-input': 'invalid_request',
  'not-for-sale': 'package_not_found',
  'provider-unavailable': 'payment_unavailable',
  internal: 'internal_error',
}
const NOT_FOUND: Readonly<Record<string, Refusal>> = {
  product: { status: 404, code: 'package_not_found', message: 'Package not found' },
  checkout: { status: 404, code: 'session_not_found', message: 'Session not found' },
  site: { status: 404, code: 'instance_not_found', message: 'Instance not found' },
}

/** A failure in this dialect's words: a code in snake case and a sentence without anything of ours in it. */
export function refusalOf(failure: Failure): Refusal {
  const known = failure.kind === 'not-found' ? NOT_FOUND[failure.what] : REFUSALS[failure.kind]
  return (
    known ?? {
      status: STATUS[failure.kind] ?? HTTP_STATUS[failure.kind],
      code: CODES[failure.kind] ?? failure.kind.replaceAll('-', '_'),
      message: failureSentence(failure),
    }
  )
}

import type { Failure } from '@cashwrap/shared/contracts/failures'
import { failureSentence } from '../../http/failure-sentence.ts'
import { HTTP_STATUS } from '../../http/failure-to-http.ts'
import type { Refusal } from './video-marketplace.wire.ts'

export const MISSING = 'Missing required parameters'
export const NO_TOKEN: Refusal = { status: 401, message: 'Authentication required' }

/** What the core calls what the callers of this dialect call otherwise. */
const FIELDS: Readonly<Record<string, string>> = { price: 'priceId', seller: 'instructorId' }

/**
 * A failure in this dialect's words. `product` is what the goods are called, `broken` what the caller knows for Stripe not
 * doing its part.
 */
export function refusalOf(failure: Failure, { product, broken }: { product: string; broken: string }): Refusal {
  switch (failure.kind) {
    case 'provider-unavailable':
      return { status: 500, message: broken, code: 'STRIPE_ERROR' }
    case 'not-found':
      return { status: 404, message: `${NOT_FOUND[failure.what] ?? product} not found` }
    case 'invalid-input': {
      const fields = failure.fields.map(({ path, message }) => ({ path: FIELDS[path] ?? path, message }))
      const message = fields.map((field) => `${field.path} ${field.message}`).join('; ')
      return { status: 400, message, fields: fields.map(({ path }) => path) }
    }
    case 'country-needed':
    case 'amount-too-small':
      return { status: 400, message: failureSentence(failure) }
    default:
      return { status: HTTP_STATUS[failure.kind], message: failureSentence(failure) }
  }
}

const NOT_FOUND: Readonly<Record<string, string>> = { checkout: 'Checkout session', seller: 'Seller account' }

import type { Call } from '../context.ts'
import type { AccountObject } from '../state/object-types.ts'
import { StripeFailure } from './errors.ts'

/** A connected account, or Stripe's 403: it does not tell accounts of others from those that do not exist. */
export function requireAccount(call: Call, id: string): AccountObject {
  const account = call.store.get('account', id)
  if (account) return account
  throw new StripeFailure(
    403,
    {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The provided key 'sk_test_*********' does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    },
    { isValidation: true },
  )
}

import type { Call } from '../context.ts'
import type { AccountObject } from '../state/object-types.ts'
import { buildAccount, type NewAccount } from './build-account.ts'
import { withRequirements } from './requirements.ts'
import { DEMO_ANSWERS, detailsOf, withAnswers } from './save-account.ts'

/**
 * An account as if its owner had gone through onboarding (true), or had not begun (false), without an event. One that is
 * there already stays as it is unless told to be ready or closed.
 */
export function plantAccount(call: Call, given: NewAccount & { id: string }, isReady?: boolean): AccountObject {
  const stored = call.store.get('account', given.id)
  const account = stored ?? buildAccount(call, { capabilities: ['card_payments', 'transfers'], ...given })
  if (isReady ?? !stored) return call.store.put('account', ready(call, account))
  if (stored === undefined) return call.store.put('account', withRequirements(account, detailsOf(call, account.id)))
  return isReady === false ? call.store.put('account', closed(stored)) : stored
}

function ready(call: Call, account: AccountObject): AccountObject {
  const { person } = DEMO_ANSWERS
  const answers = { ...DEMO_ANSWERS, person: { ...person, email: account.email ?? person.email } }
  const told =
    account.requirements.currently_due?.length === 0 && account.details_submitted
      ? account
      : withAnswers(call, account, answers)
  return withRequirements(told, detailsOf(call, account.id))
}

function closed(account: AccountObject): AccountObject {
  const capabilities = Object.fromEntries(Object.keys(account.capabilities).map((name) => [name, 'inactive']))
  return { ...account, capabilities, charges_enabled: false, payouts_enabled: false }
}

import type { AccountDetails, AccountObject } from '../state/object-types.ts'

type Given = (account: AccountObject, details: AccountDetails) => boolean

/** What Stripe wants to know before an account may take money, in its order and words, and when it is known. */
const WANTED: readonly (readonly [name: string, isGiven: Given])[] = [
  ['business_profile.mcc', ({ business_profile }) => business_profile.mcc !== null],
  // A description does instead of an address on the web.
  ['business_profile.url', ({ business_profile: { url, product_description } }) => Boolean(url ?? product_description)],
  ['business_type', ({ business_type }) => business_type !== null && business_type !== undefined],
  ['external_account', ({ external_accounts }) => external_accounts.data.length > 0],
  ['representative.dob.day', (_account, { dob }) => dob !== null],
  ['representative.dob.month', (_account, { dob }) => dob !== null],
  ['representative.dob.year', (_account, { dob }) => dob !== null],
  ['representative.email', (_account, { email }) => email !== null],
  ['representative.first_name', (_account, { first_name }) => first_name !== null],
  ['representative.last_name', (_account, { last_name }) => last_name !== null],
  ['settings.payments.statement_descriptor', ({ settings }) => settings.payments.statement_descriptor !== null],
  ['tos_acceptance.date', ({ tos_acceptance }) => Boolean(tos_acceptance.date)],
  ['tos_acceptance.ip', ({ tos_acceptance }) => Boolean(tos_acceptance.date)],
]

/** The account with what is due of it, and with what it may do as long as that is due: nothing, or all it asked for. */
export function withRequirements(account: AccountObject, details: AccountDetails): AccountObject {
  const due = WANTED.filter(([, isGiven]) => !isGiven(account, details)).map(([name]) => nameFor(account, name))
  const isDone = due.length === 0
  const status = isDone ? 'active' : 'inactive'
  return {
    ...account,
    capabilities: Object.fromEntries(Object.keys(account.capabilities).map((name) => [name, status])),
    charges_enabled: isDone && account.capabilities.card_payments !== undefined,
    details_submitted: isDone || account.details_submitted,
    payouts_enabled: isDone,
    requirements: {
      alternatives: due.includes('business_profile.url')
        ? [
            {
              alternative_fields_due: ['business_profile.product_description'],
              original_fields_due: ['business_profile.url'],
            },
          ]
        : [],
      current_deadline: null,
      currently_due: due,
      disabled_reason: isDone ? null : 'requirements.past_due',
      errors: [],
      eventually_due: due,
      past_due: due,
      pending_verification: [],
    },
  }
}

/** One who sells as a private person represents nobody else. */
function nameFor(account: AccountObject, name: string): string {
  return account.business_type === 'individual' ? name.replace('representative.', 'individual.') : name
}

export const noDetails = (id: string): AccountDetails => ({
  id,
  object: 'sandbox.account_details',
  created: 0,
  dob: null,
  email: null,
  first_name: null,
  last_name: null,
})

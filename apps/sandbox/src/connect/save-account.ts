import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { AccountDetails, AccountObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { noDetails, withRequirements } from './requirements.ts'

/** What onboarding asks, step by step. */
export type BusinessAnswers = {
  business_type: 'individual' | 'company'
  name: string
  mcc: string
  url: string | null
  product_description: string | null
  statement_descriptor: string
}
export type PersonAnswers = {
  first_name: string
  last_name: string
  email: string
  dob: { day: number; month: number; year: number }
}
/** Only the last digits of an account number are kept. */
export type PayoutAnswers = { routing_number: string; account_number: string }

export type OnboardingAnswers = { business?: BusinessAnswers; person?: PersonAnswers; payouts?: PayoutAnswers }

/** What a seller of the demo answers. */
export const DEMO_ANSWERS = {
  business: {
    business_type: 'individual',
    name: 'Demo seller',
    mcc: '5734',
    url: 'https://seller.example.com',
    product_description: null,
    statement_descriptor: 'DEMO SELLER',
  },
  person: {
    first_name: 'Jenny',
    last_name: 'Rosen',
    email: 'jenny.rosen@example.com',
    dob: { day: 1, month: 1, year: 1990 },
  },
  payouts: { routing_number: '110000000', account_number: '000123456789' },
} as const satisfies Required<OnboardingAnswers>

export function detailsOf(call: Call, id: string): AccountDetails {
  return call.store.get('sandbox.account_details', id) ?? noDetails(id)
}

/** Stores an account as it is now, and tells the endpoints of connected accounts what has changed. */
export function saveAccount(call: Call, before: AccountObject, changed: AccountObject): AccountObject {
  const after = withRequirements(changed, detailsOf(call, changed.id))
  call.store.put('account', after)
  const changes = changesOf(before, after)
  if (Object.keys(changes).length > 0) emit({ ...call, account: after.id }, 'account.updated', after, changes)
  return after
}

/** Writes the answers of some steps into an account, and tells of it. */
export function answerOnboarding(call: Call, account: AccountObject, answers: OnboardingAnswers): AccountObject {
  return saveAccount(call, account, withAnswers(call, account, answers))
}

/** The account with the answers of some steps; what the answers say of a person is kept beside it. */
export function withAnswers(call: Call, account: AccountObject, answers: OnboardingAnswers): AccountObject {
  if (answers.person) {
    const { first_name, last_name, email, dob } = answers.person
    const details = { ...detailsOf(call, account.id), first_name, last_name, email, dob }
    call.store.put('sandbox.account_details', details)
  }
  const { business, payouts } = answers
  const { business_profile, settings } = account
  const told: AccountObject = business
    ? {
        ...account,
        business_type: business.business_type,
        business_profile: {
          ...business_profile,
          mcc: business.mcc,
          name: business.name,
          product_description: business.product_description,
          url: business.url,
        },
        settings: {
          ...settings,
          dashboard: { ...settings.dashboard, display_name: business.name },
          payments: { ...settings.payments, statement_descriptor: business.statement_descriptor },
        },
      }
    : account
  if (!payouts) return told
  return {
    ...told,
    external_accounts: { ...account.external_accounts, data: [bankAccountOf(account, payouts)] },
    tos_acceptance: { date: call.sandbox.clock.now(), ip: null, user_agent: null },
  }
}

function bankAccountOf(account: AccountObject, { routing_number, account_number }: PayoutAnswers): Stripe.BankAccount {
  return {
    id: ids.bankAccount(),
    object: 'bank_account',
    account: account.id,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: account.country,
    currency: account.default_currency,
    default_for_currency: true,
    fingerprint: null,
    future_requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
    last4: account_number.slice(-4),
    metadata: {},
    requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
    routing_number,
    status: 'new',
  }
}

import { DEMO_ANSWERS } from '../connect/save-account.ts'
import type { AccountDetails, AccountObject } from '../state/object-types.ts'
import { ONBOARDING_STEPS, type OnboardingError, type OnboardingStep, type TypedOnboarding } from './onboarding-form.ts'

export type OnboardingView = {
  /** Where the page lives; steps are `?step=` of it. */
  path: string
  step: OnboardingStep
  /** Steps of which something is due. */
  due: readonly OnboardingStep[]
  typed: TypedOnboarding
  errors: readonly OnboardingError[]
  currency: string
}

const STEP_OF: readonly (readonly [RegExp, OnboardingStep])[] = [
  [/^(business_|settings\.)/, 'business'],
  [/^(representative|individual)\./, 'person'],
  [/^(external_account|tos_acceptance)/, 'payouts'],
]

/** The steps that what is due of an account belongs to, in the order of the pages. */
export function stepsDue(account: AccountObject): OnboardingStep[] {
  const due = account.requirements.currently_due ?? []
  const steps = new Set(due.flatMap((name) => STEP_OF.filter(([start]) => start.test(name)).map(([, step]) => step)))
  return ONBOARDING_STEPS.filter((step) => steps.has(step))
}

/** A step's form with what is known so far. */
export function knownAnswers(account: AccountObject, details: AccountDetails): TypedOnboarding {
  const { business_profile: profile, settings } = account
  return {
    business_type: account.business_type ?? '',
    name: profile.name ?? '',
    mcc: profile.mcc ?? '',
    url: profile.url ?? '',
    product_description: profile.product_description ?? '',
    statement_descriptor: settings.payments.statement_descriptor ?? '',
    first_name: details.first_name ?? '',
    last_name: details.last_name ?? '',
    email: details.email ?? account.email ?? '',
    day: details.dob === null ? '' : String(details.dob.day),
    month: details.dob === null ? '' : String(details.dob.month),
    year: details.dob === null ? '' : String(details.dob.year),
    routing_number: '',
    account_number: '',
    terms: '',
  }
}

/** The answers of a demo seller in every field that is empty, as Stripe's pages offer in test mode. */
export function withTestData(typed: TypedOnboarding): TypedOnboarding {
  const { business, person, payouts } = DEMO_ANSWERS
  const { day, month, year } = person.dob
  return {
    business_type: typed.business_type || business.business_type,
    name: typed.name || business.name,
    mcc: typed.mcc || business.mcc,
    url: typed.url || business.url,
    product_description: typed.product_description,
    statement_descriptor: typed.statement_descriptor || business.statement_descriptor,
    first_name: typed.first_name || person.first_name,
    last_name: typed.last_name || person.last_name,
    email: typed.email || person.email,
    day: typed.day || String(day),
    month: typed.month || String(month),
    year: typed.year || String(year),
    routing_number: payouts.routing_number,
    account_number: payouts.account_number,
    terms: typed.terms,
  }
}

import { z } from 'zod'
import type { BusinessAnswers, OnboardingAnswers, PayoutAnswers, PersonAnswers } from '../connect/save-account.ts'

export const ONBOARDING_STEPS = ['business', 'person', 'payouts'] as const
export type OnboardingStep = (typeof ONBOARDING_STEPS)[number]

export type OnboardingField =
  | 'business_type'
  | 'name'
  | 'mcc'
  | 'url'
  | 'product_description'
  | 'statement_descriptor'
  | 'first_name'
  | 'last_name'
  | 'email'
  | 'day'
  | 'month'
  | 'year'
  | 'routing_number'
  | 'account_number'
  | 'terms'

/** What was typed, as it was typed. The account number is never given back. */
export type TypedOnboarding = Record<OnboardingField, string>
export type OnboardingError = { field: OnboardingField; message: string }
export type ReadStep = { ok: true; answers: OnboardingAnswers } | { ok: false; errors: OnboardingError[] }

const short = z.string().max(300).default('')
const Body = z.object({
  step: z.enum(ONBOARDING_STEPS),
  later: short,
  business_type: short,
  name: short,
  mcc: short,
  url: short,
  product_description: z.string().max(2000).default(''),
  statement_descriptor: short,
  first_name: short,
  last_name: short,
  email: short,
  day: short,
  month: short,
  year: short,
  routing_number: short,
  account_number: short,
  terms: short,
})
export type OnboardingBody = z.infer<typeof Body>

/** Trades as Stripe numbers them. */
export const TRADES = [
  ['8299', 'Courses and lessons'],
  ['5815', 'Videos, books and music'],
  ['5734', 'Software'],
  ['7922', 'Events and tickets'],
  ['5945', 'Toys, games and hobbies'],
  ['5999', 'Something else'],
] as const

const YOUNGEST_YEARS = 13

/** A posted form with its fields known, or undefined when it is not a form of this page. */
export function parseOnboarding(body: unknown): OnboardingBody | undefined {
  const parsed = Body.safeParse(body)
  return parsed.success ? parsed.data : undefined
}

/** Checks one step's form, field by field in the order of the page. `now` is the sandbox's. */
export function readStep(form: OnboardingBody, now: Date): ReadStep {
  const errors: OnboardingError[] = []
  const refuse = (field: OnboardingField, message: string) => {
    errors.push({ field, message })
  }
  const answers = readAnswers(form, now, refuse)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, answers }
}

type Refuse = (field: OnboardingField, message: string) => void

function readAnswers(form: OnboardingBody, now: Date, refuse: Refuse): OnboardingAnswers {
  switch (form.step) {
    case 'business':
      return { business: readBusiness(form, refuse) }
    case 'person':
      return { person: readPerson(form, now, refuse) }
    case 'payouts':
      return { payouts: readPayouts(form, refuse) }
  }
}

function readBusiness(form: OnboardingBody, refuse: Refuse): BusinessAnswers {
  const name = form.name.trim()
  if (form.business_type !== 'individual' && form.business_type !== 'company') {
    refuse('business_type', 'Choose whether you sell as a person or a company.')
  }
  if (name === '') refuse('name', 'Enter the name buyers know you by.')
  if (!TRADES.some(([mcc]) => mcc === form.mcc)) refuse('mcc', 'Choose what you sell.')
  const url = readUrl(form.url.trim())
  const description = form.product_description.trim()
  if (url === undefined) refuse('url', 'Enter an address such as https://example.com.')
  if (url === null && description.length < 10) {
    refuse('product_description', 'Without a website, describe in a sentence what you sell.')
  }
  const descriptor = form.statement_descriptor.trim()
  if (!/^(?=.*[A-Za-z])[^<>\\'"*]{5,22}$/.test(descriptor)) {
    refuse('statement_descriptor', 'Use 5 to 22 letters, digits or spaces, with at least one letter.')
  }
  return {
    business_type: form.business_type === 'company' ? 'company' : 'individual',
    name,
    mcc: form.mcc,
    url: url ?? null,
    product_description: description === '' ? null : description,
    statement_descriptor: descriptor,
  }
}

/** Null for nothing, undefined for what is no address. */
function readUrl(text: string): string | null | undefined {
  if (text === '') return null
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  return url?.hostname.includes('.') ? url.href.replace(/\/$/, '') : undefined
}

function readPerson(form: OnboardingBody, now: Date, refuse: Refuse): PersonAnswers {
  const [first_name, last_name, email] = [form.first_name.trim(), form.last_name.trim(), form.email.trim()]
  if (first_name === '') refuse('first_name', 'Enter your first name.')
  if (last_name === '') refuse('last_name', 'Enter your last name.')
  if (!z.email().max(200).safeParse(email).success) {
    refuse('email', email === '' ? 'Enter your email.' : 'Your email is invalid.')
  }
  const dob = { day: Number(form.day), month: Number(form.month), year: Number(form.year) }
  const born = new Date(Date.UTC(dob.year, dob.month - 1, dob.day))
  const isDate = born.getUTCDate() === dob.day && born.getUTCMonth() === dob.month - 1 && dob.year >= 1900
  const grown = new Date(Date.UTC(dob.year + YOUNGEST_YEARS, dob.month - 1, dob.day))
  if (!isDate) refuse('day', 'Enter your date of birth as day, month and year.')
  else if (grown > now) refuse('year', `You must be at least ${YOUNGEST_YEARS} years old.`)
  return { first_name, last_name, email, dob }
}

function readPayouts(form: OnboardingBody, refuse: Refuse): PayoutAnswers {
  const routing_number = form.routing_number.replace(/[\s-]/g, '')
  const account_number = form.account_number.replace(/[\s-]/g, '')
  if (!/^\d{9}$/.test(routing_number)) refuse('routing_number', 'A routing number has 9 digits.')
  if (!/^\d{4,17}$/.test(account_number)) refuse('account_number', 'An account number has 4 to 17 digits.')
  if (form.terms !== 'yes') refuse('terms', 'Agree to the terms to be paid.')
  return { routing_number, account_number }
}

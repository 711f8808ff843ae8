import { z } from 'zod'
import { isPhoneNumber } from '../payments/phone-number.ts'
import { brandOf, isCompleteNumber } from './card-number.ts'

export type PayField = 'email' | 'phone' | 'number' | 'expiry' | 'cvc' | 'name'

export type PayMethod = 'card' | 'bank'

/** What a buyer typed, as it was typed. The security code is never given back. */
export type TypedPayForm = {
  email: string
  phone: string
  method: PayMethod
  number: string
  expiry: string
  name: string
  bankOutcome: 'settles' | 'fails'
}

export type FieldError = { field: PayField; message: string }

export type EnteredCard = { number: string; expMonth: number; expYear: number; cvc: string; name: string }

/** `email` and `phone` are null where none is asked for. */
export type PayOrder = { email: string | null; phone: string | null } & (
  | { method: 'card'; card: EnteredCard }
  | { method: 'bank'; bankOutcome: 'settles' | 'fails' }
  | { method: 'none' }
)

export type ReadPayForm = { ok: true; order: PayOrder } | { ok: false; errors: FieldError[] }

const shortText = z.string().max(200).default('')

const PayFormBody = z.object({
  email: shortText,
  phone: shortText,
  method: z.enum(['card', 'bank']).catch('card'),
  number: shortText,
  expiry: shortText,
  cvc: shortText,
  name: shortText,
  bank_outcome: z.enum(['settles', 'fails']).catch('settles'),
})
export type PayFormBody = z.infer<typeof PayFormBody>

export type PayFormRules = {
  /** Whether an address is asked for, and then required. */
  asksEmail: boolean
  /** Address that came with the session and cannot be changed, if any. */
  lockedEmail: string | null
  /** Whether a phone number is asked for, and then required. */
  asksPhone: boolean
  /** False when nothing is due, so that no card is asked for. */
  needsPayment: boolean
  /** Whether nothing but a card is taken. */
  isCardOnly?: boolean
  /** Now, by the sandbox's clock. */
  now: Date
}

/** A posted form with its fields known, or undefined when it is not a form of this page. */
export function parsePayForm(body: unknown): PayFormBody | undefined {
  const parsed = PayFormBody.safeParse(body)
  return parsed.success ? parsed.data : undefined
}

export function typedBy(form: PayFormBody): TypedPayForm {
  const { email, phone, method, number, expiry, name } = form
  return { email, phone, method, number, expiry, name, bankOutcome: form.bank_outcome }
}

/**
 * Checks a form as Stripe's page does before it asks for money, field by field in the order of the page. Whether a
 * number exists is for the bank to say, so that `incorrect_number` can be provoked here too.
 */
export function readPayForm(form: PayFormBody, rules: PayFormRules): ReadPayForm {
  const errors: FieldError[] = []
  const email = rules.asksEmail ? (rules.lockedEmail ?? form.email.trim()) : null
  if (email !== null && !isAddress(email)) {
    errors.push({ field: 'email', message: email === '' ? 'Enter your email.' : 'Your email is invalid.' })
  }
  const phone = rules.asksPhone ? form.phone.replace(/[\s().-]/g, '') : null
  if (phone !== null && !isPhoneNumber(phone)) {
    const message =
      phone === '' ? 'Enter your phone number.' : 'Your phone number is invalid. Start with + and the country code.'
    errors.push({ field: 'phone', message })
  }
  if (!rules.needsPayment)
    return errors.length > 0 ? { ok: false, errors } : { ok: true, order: { method: 'none', email, phone } }

  if (form.method === 'bank' && !rules.isCardOnly) {
    if (errors.length > 0) return { ok: false, errors }
    return { ok: true, order: { method: 'bank', email, phone, bankOutcome: form.bank_outcome } }
  }

  const number = form.number.replace(/[\s-]/g, '')
  const numberFault = faultInNumber(number)
  if (numberFault) errors.push({ field: 'number', message: numberFault })
  const expiry = readExpiry(form.expiry, rules.now)
  if (typeof expiry === 'string') errors.push({ field: 'expiry', message: expiry })
  const cvc = form.cvc.trim()
  const cvcFault = faultInCvc(cvc, number)
  if (cvcFault) errors.push({ field: 'cvc', message: cvcFault })
  const name = form.name.trim()
  if (name === '') errors.push({ field: 'name', message: 'Enter the name on the card.' })

  if (errors.length > 0 || typeof expiry === 'string') return { ok: false, errors }
  const card = { number, expMonth: expiry.month, expYear: expiry.year, cvc, name }
  return { ok: true, order: { method: 'card', email, phone, card } }
}

function isAddress(text: string): boolean {
  return z.email().max(200).safeParse(text).success
}

function faultInNumber(number: string): string | undefined {
  if (!/^\d*$/.test(number)) return 'Your card number is invalid.'
  if (!isCompleteNumber(number)) return 'Your card number is incomplete.'
  return undefined
}

function faultInCvc(cvc: string, number: string): string | undefined {
  const length = brandOf(number) === 'amex' ? 4 : 3
  return /^\d+$/.test(cvc) && cvc.length === length ? undefined : "Your card's security code is incomplete."
}

function readExpiry(text: string, now: Date): { month: number; year: number } | string {
  const match = /^\s*(\d{1,2})\s*[/\- ]?\s*(\d{2}|20\d{2})\s*$/.exec(text)
  const month = Number(match?.[1])
  if (!match || month < 1 || month > 12) return "Your card's expiration date is incomplete."
  const digits = match[2] ?? ''
  const year = digits.length === 2 ? 2000 + Number(digits) : Number(digits)
  const isPast = year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1
  if (isPast) return "Your card's expiration date is in the past."
  if (year > now.getUTCFullYear() + 50) return "Your card's expiration year is invalid."
  return { month, year }
}

import { z } from 'zod'
import type { BillingInformation } from '../portal/change-billing.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { type InformationError, informationOf, type TypedInformation } from './portal-steps.ts'

const text = z.string().trim().max(200)

/** What was posted, over what is known: fields that are not asked for stay as they are. */
export function parseInformation(body: unknown, customer: CustomerObject): TypedInformation {
  const known = informationOf(customer)
  const Body = z.object({
    name: text.catch(known.name),
    email: text.catch(known.email),
    phone: text.catch(known.phone),
    line1: text.catch(known.line1),
    line2: text.catch(known.line2),
    postal_code: text.catch(known.postal_code),
    city: text.catch(known.city),
    state: text.catch(known.state),
    country: text.toUpperCase().catch(known.country),
  })
  return Body.catch(known).parse(body)
}

/** What is wrong with it, field by field. */
export function faultsOf(typed: TypedInformation): InformationError[] {
  const errors: InformationError[] = []
  if (!z.email().safeParse(typed.email).success) {
    errors.push({ field: 'email', message: typed.email === '' ? 'Enter your email.' : 'Your email is invalid.' })
  }
  if (typed.phone.length > 20) errors.push({ field: 'phone', message: 'Your phone number is too long.' })
  if (!/^([A-Z]{2})?$/.test(typed.country)) {
    errors.push({ field: 'country', message: 'A country has two letters, such as JP.' })
  }
  return errors
}

/** The changes to store, of the parts that the shop lets customers change. */
export function changesBy(typed: TypedInformation, parts: readonly string[]): Partial<BillingInformation> {
  const orNull = (value: string) => (value === '' ? null : value)
  const address = {
    city: orNull(typed.city),
    country: orNull(typed.country),
    line1: orNull(typed.line1),
    line2: orNull(typed.line2),
    postal_code: orNull(typed.postal_code),
    state: orNull(typed.state),
  }
  const isEmpty = Object.values(address).every((value) => value === null)
  return {
    ...(parts.includes('name') ? { name: orNull(typed.name) } : {}),
    ...(parts.includes('email') ? { email: typed.email } : {}),
    ...(parts.includes('phone') ? { phone: orNull(typed.phone) } : {}),
    ...(parts.includes('address') ? { address: isEmpty ? null : address } : {}),
  }
}

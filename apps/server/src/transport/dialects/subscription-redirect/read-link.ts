import { CountryCode } from '@cashwrap/shared/contracts/primitives'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { RedirectGuard } from '../../../modules/checkout/index.ts'
import { isStorableText } from '../../../platform/db/storable-text.ts'

/** A link that can be followed, whether or not there is what it asks for. */
export interface Link {
  wants: { kind: 'credits'; quantity: number } | { kind: 'price'; priceId: string }
  /** Where the buyer lands after paying, in absolute form; null for the usual page. */
  target: string | null
  country: string | undefined
}

export const MAX_CREDITS = 10_000
const WHOLE_NUMBER = /^[1-9]\d{0,4}$/
const MAX_PRICE_ID = 255

export const WRONG = {
  neither: 'Say what to buy: qty (a number of credits) or price_id (a price).',
  both: 'Send either qty or price_id, not both.',
  qty: `qty must be one whole number from 1 to ${MAX_CREDITS}.`,
  priceId: 'price_id must be the id of one price, such as price_1KqDAWK0npsJqs8Ma6zyHflo.',
  redirect: 'redirect must be one path of this shop, or an address that it allows.',
  country: 'country must be two letters, such as FR.',
} as const

/** Reads a link's query, or gives the sentence that says what is wrong with it. What it does not know is not looked at. */
export function readLink(query: unknown, redirect: RedirectGuard): Result<Link, string> {
  const sent: Record<string, unknown> = { ...Object(query) }
  const { qty, price_id: priceId } = sent
  if (qty === undefined && priceId === undefined) return fail(WRONG.neither)
  if (qty !== undefined && priceId !== undefined) return fail(WRONG.both)
  const wants = qty === undefined ? readPrice(priceId) : readQuantity(qty)
  if (!wants.ok) return wants
  const target = typeof sent['redirect'] === 'string' ? redirect(sent['redirect']) : null
  if (target === null && sent['redirect'] !== undefined) return fail(WRONG.redirect)
  const country = CountryCode.optional().safeParse(sent['country'])
  if (!country.success) return fail(WRONG.country)
  return ok({ wants: wants.value, target, country: country.data })
}

function readQuantity(qty: unknown): Result<Link['wants'], string> {
  const quantity = typeof qty === 'string' && WHOLE_NUMBER.test(qty) ? Number(qty) : 0
  return quantity >= 1 && quantity <= MAX_CREDITS ? ok({ kind: 'credits', quantity }) : fail(WRONG.qty)
}

function readPrice(priceId: unknown): Result<Link['wants'], string> {
  const isOne = typeof priceId === 'string' && priceId.length > 0 && priceId.length <= MAX_PRICE_ID
  return isOne && isStorableText(priceId) ? ok({ kind: 'price', priceId }) : fail(WRONG.priceId)
}

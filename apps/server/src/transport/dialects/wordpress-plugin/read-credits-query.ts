import { EmailAddress } from '@cashwrap/shared/contracts/primitives'
import { unescapeAddress } from './unescape-address.ts'

export interface CreditsQuery {
  /** As sent; null if it is not there. */
  userId: string | null
  /** Whether an address was sent at all, readable or not. */
  hasEmail: boolean
  /** The address, where it came through whole. */
  email: string | null
}

/**
 * Reads `user_id=…&user_email=…&site_url=…` as the plugin writes it: with values that nobody encoded, so that an address may
 * hold `+`, `&` and `%`. What follows a `#` never leaves the caller, and `site_url` with it; so an address counts only if
 * that still stands behind it.
 * @param search all after the first `?` of the request's address
 */
export function readCreditsQuery(search: string): CreditsQuery {
  const [, written, behind] = /(?:^|&)user_email=(.*?)(&site_url=.*)?$/s.exec(search) ?? []
  const before = search.slice(0, Math.max(search.search(/(?:^|&)user_email=/), 0))
  return {
    userId: parameter('user_id', before) ?? parameter('user_id', search),
    hasEmail: written !== undefined && written !== '',
    email: written === undefined || behind === undefined ? null : toEmail(written),
  }
}

const parameter = (name: string, search: string): string | null =>
  new RegExp(`(?:^|&)${name}=([^&]*)`).exec(search)?.[1] ?? null

/** The whole of it may be an address with `&` in it; callers who encode may have put another parameter behind theirs. */
function toEmail(written: string): string | null {
  const candidates = [written, written.split('&')[0] ?? ''].map((text) => EmailAddress.safeParse(decoded(text)))
  return candidates.find(({ success }) => success)?.data ?? null
}

/** No address holds a space, so one was a `+` to whoever wrote it. A `%` that begins nothing encoded is itself. */
function decoded(text: string): string {
  const plain = text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
  return unescapeAddress(plain.replaceAll(' ', '+'))
}

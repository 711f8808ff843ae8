import { redirectGuard, SESSION_PLACEHOLDER } from '../../../modules/checkout/index.ts'

const PURCHASE_PAGE = '/wp-admin/admin.php?page=rakubun-ai-purchase'
const ABSOLUTE = /^https?:\/\//i

export interface SentAddresses {
  returnUrl: string | null
  cancelUrl: string | null
}

/**
 * Where a site's payer comes back to: the addresses sent, or the plugin's own page where there are none. Null if one of them
 * is not on the site's own origin. The success address holds the session's placeholder, once at least.
 * @param siteUrl as registered; it may have a path
 */
export function returnAddresses(
  siteUrl: string,
  { returnUrl, cancelUrl }: SentAddresses,
): { successUrl: string; cancelUrl: string } | null {
  const home = siteUrl.replace(/\/+$/, '')
  const { origin } = new URL(home)
  const guard = redirectGuard({ baseUrl: origin, frontUrl: origin, allowedOrigins: [] })
  const onSite = (address: string) => (ABSOLUTE.test(address) ? guard(address) : null)
  const success = onSite(returnUrl ?? `${home}${PURCHASE_PAGE}`)
  const cancel = onSite(cancelUrl ?? `${home}${PURCHASE_PAGE}&status=cancel`)
  return success === null || cancel === null ? null : { successUrl: withSession(success), cancelUrl: cancel }
}

/** An address that says where the session's id belongs stays as it is; any other is told the session at its end. */
function withSession(address: string): string {
  if (address.includes(SESSION_PLACEHOLDER)) return address
  const { pathname, searchParams, hash } = new URL(address)
  const told = [`session_id=${SESSION_PLACEHOLDER}`]
  if (pathname.includes('/wp-admin/') && !searchParams.has('status')) told.push('status=success')
  const base = hash === '' ? address : address.slice(0, -hash.length)
  const joint = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&'
  return `${base}${joint}${told.join('&')}${hash}`
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type RedirectGuard, redirectGuard, SESSION_PLACEHOLDER } from '../../../modules/checkout/index.ts'

/** Where Stripe sends the browser after paying; this server sends it on. */
export const RETURN_PATH = '/api/checkout/session/return'
/** Where buyers land who were given no other place. */
export const SUCCESS_PATH = '/front/checkout/success'
/** Where buyers go who leave without paying. */
export const PRICES_PATH = '/prices'

const OWN_PAGES = new Set([SUCCESS_PATH, '/checkout/success'])
const SESSION_ID = /^[A-Za-z0-9_-]{1,255}$/

interface ReturnSettings {
  baseUrl: string
  frontUrl: string
  allowedRedirectOrigins: readonly string[]
  authSecret: string
}

/** Decides where a link's `redirect` may lead; paths are the front's. */
export function redirectRule({
  baseUrl,
  frontUrl,
  allowedRedirectOrigins,
}: Omit<ReturnSettings, 'authSecret'>): RedirectGuard {
  const address = redirectGuard({ baseUrl, frontUrl, allowedOrigins: allowedRedirectOrigins })
  const path = redirectGuard({ baseUrl: frontUrl, frontUrl, allowedOrigins: [] })
  return (text) => (text.startsWith('/') ? path(text) : address(text))
}

/**
 * The address for Stripe to lead back to. The target goes with it under a signature of ours: where the buyer lands is what the
 * link said that they followed, and nothing that was written into the address since. @param target null for the usual one
 */
export function returnUrl({ baseUrl, authSecret }: ReturnSettings, target: string | null): string {
  const back = `${baseUrl}${RETURN_PATH}?session_id=${SESSION_PLACEHOLDER}`
  return target === null ? back : `${back}&to=${encode(target)}.${sign(target, authSecret)}`
}

/** The target that `to` holds; null for none, for one we did not sign, and for one that is no longer allowed. */
export function readTarget(settings: ReturnSettings, to: unknown): string | null {
  const [, encoded = '', signature = ''] = /^([\w-]+)\.([\w-]+)$/.exec(typeof to === 'string' ? to : '') ?? []
  const target = Buffer.from(encoded, 'base64url').toString()
  const [ours, theirs] = [Buffer.from(sign(target, settings.authSecret)), Buffer.from(signature)]
  if (encoded === '' || ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null
  return redirectRule(settings)(target)
}

/**
 * Where a buyer lands: the target with the session's id where it asks for one; our own success page always learns it. Other
 * addresses stay as they were given. @param reference a session's id, or an order's where there was nothing to pay
 */
export function landingPage(
  { frontUrl }: { frontUrl: string },
  target: string | null,
  reference: string | null,
): string {
  const page = target ?? `${frontUrl}${SUCCESS_PATH}`
  const id = reference !== null && SESSION_ID.test(reference) ? reference : null
  const filled = page.replaceAll(SESSION_PLACEHOLDER, id ?? '')
  const url = new URL(filled)
  if (id === null || url.origin !== frontUrl || !OWN_PAGES.has(url.pathname) || url.searchParams.has('session_id'))
    return filled
  url.searchParams.set('session_id', id)
  return url.href
}

const encode = (text: string): string => Buffer.from(text).toString('base64url')
const sign = (target: string, secret: string): string =>
  createHmac('sha256', secret).update(`subscription-redirect.return\n${target}`).digest('base64url')

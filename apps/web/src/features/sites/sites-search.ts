import type { SiteStatus } from '@cashwrap/shared/contracts/sites'

/** What the address of the sites says: `/staff/sites?search=blog&status=disabled&cursor=…`. */
export interface SitesSearch {
  search?: string
  status?: SiteStatus
  cursor?: string
}

export const SITE_STATUSES = ['active', 'disabled'] as const satisfies readonly SiteStatus[]

/** Keeps what is meant and drops the rest: an address is never wrong. */
export function readSitesSearch(raw: Record<string, unknown>): SitesSearch {
  const search = String(raw['search'] ?? '')
    .slice(0, 120)
    .trim()
  const status = SITE_STATUSES.find((known) => known === raw['status'])
  const cursor = String(raw['cursor'] ?? '').slice(0, 200)
  return { ...(search && { search }), ...(status && { status }), ...(cursor && { cursor }) }
}

/** Whose credits are looked at on a site's page: `?user=7`, the number of a user there. */
export interface SiteSearch {
  user?: number
}

export function readSiteSearch(raw: Record<string, unknown>): SiteSearch {
  const user = Number(raw['user'])
  return Number.isSafeInteger(user) && user > 0 ? { user } : {}
}

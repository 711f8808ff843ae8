import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ListSitesInput, NamedSite, StaffSite, StaffSitePage } from '@cashwrap/shared/contracts/sites'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { mayRunSites } from './may-run-sites.ts'
import { findNamedSite, readSites, type Site } from './site-store.ts'

/** A page of all sites for the operator, the newest first. */
export async function listSites(
  deps: { db: Db },
  actor: Actor,
  input: ListSitesInput,
): Promise<Result<StaffSitePage, FailureOf<'not-allowed'>>> {
  if (!mayRunSites(actor)) return fail({ kind: 'not-allowed' })
  const { search, status } = input
  const rows = await readSites(deps.db, { search, status }, input.cursor, input.limit)
  return ok(toPage(rows, input.limit, (row) => [row.registeredAt.toISOString(), row.id], toStaffSite))
}

export async function showSite(
  deps: { db: Db },
  actor: Actor,
  input: NamedSite,
): Promise<Result<StaffSite, FailureOf<'not-allowed' | 'not-found'>>> {
  if (!mayRunSites(actor)) return fail({ kind: 'not-allowed' })
  const site = await findNamedSite(deps.db, input.site)
  return site ? ok(toStaffSite(site)) : fail({ kind: 'not-found', what: 'site' })
}

export const toStaffSite = (site: Site): StaffSite => ({
  ...site,
  registeredAt: site.registeredAt.toISOString(),
  issuedAt: site.issuedAt.toISOString(),
  firstUsedAt: site.firstUsedAt?.toISOString() ?? null,
  reopenedUntil: site.reopenedUntil?.toISOString() ?? null,
})

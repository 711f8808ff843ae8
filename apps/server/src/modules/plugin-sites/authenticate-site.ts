import type { SiteId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { hashToken, isSameText } from './credentials.ts'
import { findByToken, markFirstUse } from './site-store.ts'

/** A site that showed its credentials. */
export interface AuthenticatedSite {
  id: SiteId
  instanceId: string
  siteUrl: string
  status: 'active'
}

/** Both must belong together; what is wrong about them is not told. A disabled site has shown who it is, and may do nothing. */
export async function authenticateSite(
  deps: { db: Db; clock: Clock },
  shown: { token: string; instanceId: string },
): Promise<Result<AuthenticatedSite, { kind: 'unauthorized' } | { kind: 'site-disabled' }>> {
  const tokenHash = hashToken(shown.token)
  const site = await findByToken(deps.db, tokenHash)
  if (!site || !isSameText(site.instanceId, shown.instanceId.toLowerCase())) return fail({ kind: 'unauthorized' })
  if (site.firstUsedAt === null && !(await markFirstUse(deps.db, site.id, tokenHash, deps.clock.now()))) {
    // Either another call came first, or a registration did: then this token was void before it was used.
    if (!(await findByToken(deps.db, tokenHash))) return fail({ kind: 'unauthorized' })
  }
  if (site.status === 'disabled') return fail({ kind: 'site-disabled' })
  return ok({ id: site.id, instanceId: site.instanceId, siteUrl: site.siteUrl, status: site.status })
}

import { type FailureOf, invalidInput } from '@cashwrap/shared/contracts/failures'
import { SiteChanges } from '@cashwrap/shared/contracts/sites'
import type { SiteId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Actor } from '../auth/index.ts'
import { findSite, type Site, saveFacts } from './site-store.ts'

/** What a site is told about itself. */
export type OwnSite = Pick<
  Site,
  'instanceId' | 'siteUrl' | 'siteTitle' | 'pluginVersion' | 'wordpressVersion' | 'status' | 'registeredAt'
>

/** A site about itself: any other is not there for it. */
export async function readSite(
  deps: { db: Db },
  actor: Actor,
  input: { instanceId: string },
): Promise<Result<OwnSite, FailureOf<'not-found'>>> {
  const site = await findOwnSite(deps.db, actor, input.instanceId)
  if (!site) return fail({ kind: 'not-found', what: 'site' })
  const { instanceId, siteUrl, siteTitle, pluginVersion, wordpressVersion, status, registeredAt } = site
  return ok({ instanceId, siteUrl, siteTitle, pluginVersion, wordpressVersion, status, registeredAt })
}

/** Keeps what the site now says of itself. @param input.changes as sent; what a site may not change is left alone */
export async function updateSite(
  deps: { db: Db },
  actor: Actor,
  input: { instanceId: string; changes: { readonly [Field in keyof SiteChanges]?: unknown } },
): Promise<Result<null, FailureOf<'not-found' | 'invalid-input'>>> {
  const changes = SiteChanges.safeParse(input.changes)
  if (!changes.success) return fail(invalidInput(changes.error))
  return inTransaction(deps.db, async (tx) => {
    const site = await findOwnSite(tx, actor, input.instanceId)
    if (!site) return fail({ kind: 'not-found', what: 'site' })
    if (Object.keys(changes.data).length > 0) await saveFacts(tx, site.id, changes.data)
    return ok(null)
  })
}

async function findOwnSite(db: Db | Tx, actor: Actor, instanceId: string): Promise<Site | undefined> {
  if (actor.kind !== 'site') return undefined
  const site = await findSite(db, actor.name as SiteId)
  return site?.instanceId === instanceId.toLowerCase() ? site : undefined
}

import type { SiteStatus } from '@cashwrap/shared/contracts/sites'
import type { SiteId } from '@cashwrap/shared/ids'
import type { Db } from '../../platform/db/database.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { readReceiver } from './site-store.ts'

/** Where messages for a site go, and what they are signed with. */
export interface SiteReceiver {
  siteUrl: string
  instanceId: string
  secret: string
  status: SiteStatus
}

export async function siteReceiver(
  deps: { db: Db; secretBox: SecretBox },
  siteId: SiteId,
): Promise<SiteReceiver | undefined> {
  const row = await readReceiver(deps.db, siteId)
  if (!row) return undefined
  const { sealedSecret, ...receiver } = row
  return { ...receiver, secret: deps.secretBox.open(sealedSecret, siteId) }
}

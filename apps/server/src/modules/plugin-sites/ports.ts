import type { SiteId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

/** Has a site told, from the transaction that makes it true, that it was disabled or may go on. */
export type AnnounceToSite = (
  tx: Tx,
  news: { siteId: SiteId; event: 'site.disabled' | 'site.enabled'; reason?: string; at: Date },
) => Promise<void>

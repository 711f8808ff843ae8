import { createHash } from 'node:crypto'
import { newId, type SiteId } from '@cashwrap/shared/ids'
import type { Db } from '../../../src/platform/db/database.ts'

const AT = new Date('2026-05-02T00:00:00Z')

/** A registered site that nobody can speak for or write to: for what only needs one to be there. */
export async function insertSite(db: Db, instanceId = 'site-of-a-test'): Promise<SiteId> {
  const id: SiteId = newId(AT.getTime())
  await db
    .insertInto('plugin_sites')
    .values({
      id,
      instance_id: instanceId,
      site_url: 'https://shop.example',
      admin_email: 'owner@shop.example',
      token_hash: createHash('sha256').update(id).digest(),
      webhook_secret: Buffer.from('sealed'),
      registered_at: AT,
      issued_at: AT,
    })
    .execute()
  return id
}

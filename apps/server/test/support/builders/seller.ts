import { newId, type SellerId } from '@cashwrap/shared/ids'
import type { Db } from '../../../src/platform/db/database.ts'

const AT = new Date('2026-05-01T00:00:00Z')

/** Someone who sells here, with no account yet. */
export async function insertSeller(db: Db, slug: string, name = slug): Promise<SellerId> {
  const id: SellerId = newId(AT.getTime())
  await db
    .insertInto('sellers')
    .values({ id, external_id: `seller-${slug}`, slug, name, about: '', user_id: null, created_at: AT })
    .execute()
  return id
}

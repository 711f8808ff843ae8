import type { WebhookEndpointId } from '@cashwrap/shared/ids'
import type { Db } from '../../platform/db/database.ts'

export interface SealedSecrets {
  id: WebhookEndpointId
  secret: Buffer
  previous: Buffer | null
}

export async function readSecretsAfter(
  db: Db,
  last: WebhookEndpointId | null,
  limit: number,
): Promise<SealedSecrets[]> {
  let query = db.selectFrom('webhook_endpoints').select(['id', 'secret', 'previous_secret as previous'])
  if (last !== null) query = query.where('id', '>', last)
  return query.orderBy('id').limit(limit).execute()
}

/** Puts others in the place of those that were read, unless they are others already. */
export async function replaceSealed(db: Db, read: SealedSecrets, sealed: Omit<SealedSecrets, 'id'>): Promise<boolean> {
  const row = await db
    .updateTable('webhook_endpoints')
    .set({ secret: sealed.secret, previous_secret: sealed.previous })
    .where('id', '=', read.id)
    .where('secret', '=', read.secret)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

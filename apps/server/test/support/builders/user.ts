import { newId, type UserId } from '@cashwrap/shared/ids'
import type { Actor } from '../../../src/modules/auth/index.ts'
import type { Db } from '../../../src/platform/db/database.ts'

const AT = new Date('2026-05-01T00:00:00Z')

export const visitor: Actor = { kind: 'visitor', user: null, visitHash: null, name: null, requestId: null }

/** Someone who proved `email`, as an actor. */
export async function insertUser(
  db: Db,
  email: string,
  roles: ('buyer' | 'seller' | 'staff')[] = ['buyer'],
): Promise<Actor & { user: { id: UserId } }> {
  const id: UserId = newId(AT.getTime())
  await db
    .insertInto('users')
    .values({ id, external_id: `user-${id}`, email, roles, created_at: AT })
    .execute()
  return { kind: 'user', user: { id, email, roles, subject: null }, visitHash: null, name: null, requestId: null }
}

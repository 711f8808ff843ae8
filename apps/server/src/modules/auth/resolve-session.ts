import type { Db } from '../../platform/db/database.ts'
import type { ActorUser } from './domain/actor.ts'
import { findLiveSession } from './session-store.ts'

/** Who a sign-in cookie's hash belongs to, or null when there is no such session, it ended, or was idle for too long. */
export const resolveSession = (db: Db, tokenHash: Buffer, now: Date): Promise<ActorUser | null> =>
  findLiveSession(db, tokenHash, now)

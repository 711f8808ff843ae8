import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from './domain/actor.ts'
import { revokeSession } from './session-store.ts'

/** Ends the session of this browser, if it has one. */
export async function signOut(
  deps: { db: Db; clock: Clock },
  actor: Actor,
  { sessionHash }: { sessionHash: Buffer | null },
): Promise<Result<null, never>> {
  if (sessionHash === null) return ok(null)
  const at = deps.clock.now()
  return transact(deps.db, async (tx) => {
    const userId = await revokeSession(tx, sessionHash, at)
    if (userId !== null) await recordAudit(tx, { at, actor, action: 'auth.signed-out', subjectId: userId })
    return ok(null)
  })
}

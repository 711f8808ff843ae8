import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from './domain/actor.ts'
import { revokeSessionsOf } from './session-store.ts'
import { raiseTokenGeneration } from './user-store.ts'

/** Ends every session of the account, this browser's too, and every token it was issued. Answers how many sessions there were. */
export async function signOutEverywhere(
  deps: { db: Db; clock: Clock },
  actor: Actor,
): Promise<Result<{ ended: number }, FailureOf<'sign-in-required'>>> {
  const user = actor.user
  if (user === null) return fail({ kind: 'sign-in-required' })
  const at = deps.clock.now()
  return transact(deps.db, async (tx) => {
    const ended = await revokeSessionsOf(tx, user.id, at)
    await raiseTokenGeneration(tx, user.id)
    await recordAudit(tx, { at, actor, action: 'auth.signed-out-everywhere', subjectId: user.id, facts: { ended } })
    return ok({ ended })
  })
}

import type { Me } from '@cashwrap/shared/contracts/accounts'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from './domain/actor.ts'
import { countLiveSessions } from './session-store.ts'

/** The account that asks, and on how many browsers it is signed in; no account for a visitor. */
export async function readMe(deps: { db: Db; clock: Clock }, actor: Actor): Promise<Result<Me, never>> {
  const user = actor.user
  if (user === null) return ok({ account: null, sessions: 0 })
  return ok({
    account: { id: user.id, email: user.email, roles: [...user.roles] },
    sessions: await countLiveSessions(deps.db, user.id, deps.clock.now()),
  })
}

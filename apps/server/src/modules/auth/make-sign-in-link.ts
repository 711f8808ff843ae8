import type { Role } from '@cashwrap/shared/contracts/primitives'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from './domain/actor.ts'
import { openPrintedChallenge } from './issue-secrets.ts'
import { addRoles, ensureUser } from './user-store.ts'

type Deps = { db: Db; clock: Clock; config: { authSecret: string; frontUrl: string } }
export interface MakeSignInLink {
  email: string
  /** Given to the account on top of what it has. */
  roles: readonly Role[]
  /** Path of the shop to arrive at; without it, wherever signing in leads. */
  next?: string
}

/** For whoever runs the server: an account with these roles, and a link that signs in once, within a day. */
export async function makeSignInLink(
  deps: Deps,
  actor: Actor,
  { email, roles, next }: MakeSignInLink,
): Promise<Result<{ url: string; expiresAt: Date }, never>> {
  const at = deps.clock.now()
  return transact(deps.db, async (tx) => {
    const user = await ensureUser(tx, email, at)
    await addRoles(tx, user.id, roles)
    const link = await openPrintedChallenge(tx, deps, { email, next: next ?? null, at })
    await recordAudit(tx, { at, actor, action: 'auth.link-printed', subjectId: user.id, facts: { roles } })
    return ok(link)
  })
}

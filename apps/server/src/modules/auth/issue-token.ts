import type { IssuedToken } from '@cashwrap/shared/contracts/accounts'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { UserId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from './domain/actor.ts'
import { type OwnTokenConfig, signOwnToken } from './own-tokens.ts'
import { ensureUser, readTokenGeneration } from './user-store.ts'

type Deps = { db: Db; clock: Clock; config: OwnTokenConfig }

/**
 * A bearer token for the account that asks. It takes a browser's session: if a token could get the next one, a stolen token
 * would never end.
 */
export async function issueToken(
  deps: Deps,
  actor: Actor,
  { sessionHash }: { sessionHash: Buffer | null },
): Promise<Result<IssuedToken, FailureOf<'sign-in-required'>>> {
  const user = actor.user
  if (user === null || sessionHash === null) return fail({ kind: 'sign-in-required' })
  return transact(deps.db, async (tx) => ok(await issue(tx, deps, actor, user.id)))
}

/** For whoever runs the server: a bearer token for the account of an address, made if there is none. */
export async function issueTokenFor(
  deps: Deps,
  actor: Actor,
  { email }: { email: string },
): Promise<Result<IssuedToken, never>> {
  return transact(deps.db, async (tx) => {
    const user = await ensureUser(tx, email, deps.clock.now())
    return ok(await issue(tx, deps, actor, user.id))
  })
}

async function issue(tx: Tx, deps: Deps, actor: Actor, userId: UserId): Promise<IssuedToken> {
  const at = deps.clock.now()
  const issued = await signOwnToken(deps.config, { userId, generation: await readTokenGeneration(tx, userId) }, at)
  await recordAudit(tx, {
    at,
    actor,
    action: 'auth.token-issued',
    subjectId: userId,
    facts: { expiresAt: issued.expiresAt },
  })
  return issued
}

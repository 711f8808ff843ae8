import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { type BegunSession, beginSession } from './begin-session.ts'
import { useChallenge, wasLinkUsed } from './challenge-store.ts'
import type { Actor } from './domain/actor.ts'
import type { ProvenAddress } from './ports.ts'
import { hashLinkToken } from './secrets.ts'

type Deps = { db: Db; clock: Clock; config: { authSecret: string }; claimGuestPurchases: ProvenAddress }
export interface SignInWithLink {
  token: string
  /** Hash of the browser's present sign-in cookie. */
  previousHash: Buffer | null
}

/** The token is found by its hash and used up by the same statement. Wrong codes do not stop a link. */
export async function signInWithLink(
  deps: Deps,
  actor: Actor,
  { token, previousHash }: SignInWithLink,
): Promise<Result<BegunSession, FailureOf<'sign-in-refused'>>> {
  const at = deps.clock.now()
  const linkHash = hashLinkToken(deps.config.authSecret, token)
  return inTransaction(deps.db, async (tx) => {
    const used = await useChallenge(tx, { linkHash }, at)
    if (used) return ok(await beginSession(tx, deps, actor, { ...used, by: 'link', previousHash, at }))
    const reason = (await wasLinkUsed(tx, linkHash)) ? 'used' : 'expired'
    return fail<FailureOf<'sign-in-refused'>>({ kind: 'sign-in-refused', reason, triesLeft: null })
  })
}

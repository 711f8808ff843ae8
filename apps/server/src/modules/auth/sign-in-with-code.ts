import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { type BegunSession, beginSession } from './begin-session.ts'
import { countWrongTry, listCodeChallenges, lockAddress, useChallenge } from './challenge-store.ts'
import type { Actor } from './domain/actor.ts'
import { triesLeft } from './domain/sign-in-limits.ts'
import type { ProvenAddress } from './ports.ts'
import { hashCode, isSameHash } from './secrets.ts'

type Deps = { db: Db; clock: Clock; config: { authSecret: string }; claimGuestPurchases: ProvenAddress }
export interface SignInWithCode {
  email: string
  code: string
  /** Hash of the browser's present sign-in cookie. */
  previousHash: Buffer | null
}

/**
 * A code is compared with every live challenge of its address, so that an older of two mails works too; a wrong one counts
 * against each of them. Everyone who tries codes of one address does so one after the other.
 */
export async function signInWithCode(
  deps: Deps,
  actor: Actor,
  { email, code, previousHash }: SignInWithCode,
): Promise<Result<BegunSession, FailureOf<'sign-in-refused'>>> {
  const at = deps.clock.now()
  // Not `inTransaction`: a refusal must keep the wrong try that it counted.
  return transact(deps.db, async (tx) => {
    await lockAddress(tx, email)
    const challenges = await listCodeChallenges(tx, email, at)
    const live = challenges.filter((challenge) => challenge.isLive)
    const wrongToday = challenges.reduce((sum, challenge) => sum + challenge.wrongTries, 0)
    const left = triesLeft(
      live.map((challenge) => challenge.wrongTries),
      wrongToday,
    )
    const isCodeOf = (challenge: { id: string; codeHash: Buffer }) =>
      isSameHash(challenge.codeHash, hashCode(deps.config.authSecret, challenge.id, code))

    if (live.length > 0 && left === 0) return refuse('too-many-tries', 0)
    const match = live.find(isCodeOf)
    const used = match && (await useChallenge(tx, { id: match.id }, at))
    if (used) return ok(await beginSession(tx, deps, actor, { ...used, by: 'code', previousHash, at }))
    if (match) return refuse('used', null)

    await countWrongTry(
      tx,
      live.map((challenge) => challenge.id),
    )
    const dead = challenges.find((challenge) => !challenge.isLive && isCodeOf(challenge))
    if (dead) return refuse(dead.isUsed ? 'used' : 'expired', null)
    if (live.length === 0) return challenges[0]?.isBurnt ? refuse('too-many-tries', 0) : refuse('expired', null)
    const leftNow = triesLeft(
      live.map((challenge) => challenge.wrongTries + 1),
      wrongToday + live.length,
    )
    return leftNow === 0 ? refuse('too-many-tries', 0) : refuse('wrong-code', leftNow)
  })
}

const refuse = (reason: FailureOf<'sign-in-refused'>['reason'], left: number | null) =>
  fail<FailureOf<'sign-in-refused'>>({ kind: 'sign-in-refused', reason, triesLeft: left })

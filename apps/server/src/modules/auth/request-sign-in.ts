import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { findFullWindows, insertChallenge, lockAddress, lockClient } from './challenge-store.ts'
import type { Actor } from './domain/actor.ts'
import { safeNext } from './domain/safe-next.ts'
import { retryAt, SECRET_MINUTES } from './domain/sign-in-limits.ts'
import type { AnnounceSignIn } from './ports.ts'

type Deps = { db: Db; clock: Clock; announceSignIn: AnnounceSignIn }
export interface RequestSignIn {
  email: string
  next?: string | undefined
  /** Who asks, for the limits. */
  clientHash: Buffer
}

/**
 * Has a code and a link sent to an address. Known and unknown addresses get the same answer and meet the same limits. A
 * `next` that is not a path of the shop is dropped.
 */
export async function requestSignIn(
  deps: Deps,
  _actor: Actor,
  input: RequestSignIn,
): Promise<Result<{ expiresAt: string }, FailureOf<'too-many-requests'>>> {
  const { email, clientHash } = input
  const at = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    await lockAddress(tx, email)
    await lockClient(tx, clientHash)
    const allowedAt = retryAt(await findFullWindows(tx, { email, clientHash, at }))
    if (allowedAt !== null) return fail({ kind: 'too-many-requests', retryAt: allowedAt.toISOString() })
    const expiresAt = addMinutes(at, SECRET_MINUTES)
    const challengeId = await insertChallenge(tx, {
      email,
      purpose: 'request',
      nextPath: safeNext(input.next),
      requestedBy: clientHash,
      at,
      expiresAt,
    })
    await deps.announceSignIn(tx, { challengeId, email, at })
    return ok({ expiresAt: expiresAt.toISOString() })
  })
}

import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { claimSeller, findSellerOf, type Seller } from './seller-store.ts'

export type NoSeller = FailureOf<'not-found' | 'sign-in-required'>

/**
 * Whom the actor sells as. A seller that is known only by the name an outside issuer gives the user becomes theirs at the first
 * look; of two at once one claims it and both find it.
 */
export async function findOwnSeller(deps: { db: Db; clock: Clock }, actor: Actor): Promise<Result<Seller, NoSeller>> {
  const user = actor.user
  if (user === null) return fail({ kind: 'sign-in-required' })
  const found = await findSellerOf(deps.db, user)
  if (found && found.userId === null) {
    const at = deps.clock.now()
    await transact(deps.db, async (tx) => {
      if (!(await claimSeller(tx, found.id, user.id))) return
      await recordAudit(tx, { at, actor, action: 'seller.claimed', subjectId: found.id })
    })
  }
  const seller = found?.userId === null ? await findSellerOf(deps.db, { id: user.id, subject: null }) : found
  return seller ? ok(seller) : fail({ kind: 'not-found', what: 'seller' })
}

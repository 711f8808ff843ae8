import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { SellerId, UserId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { isUniqueViolation } from '../../platform/db/pg-errors.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, addRoles, subjectsOf } from '../auth/index.ts'
import { claimSeller, findSellerOf, type Seller } from './seller-store.ts'

export type NoSeller = FailureOf<'not-found' | 'sign-in-required'>

/**
 * Whom the actor sells as. A seller that is known only by the name an outside issuer gives the user becomes theirs at the first
 * look, however they signed in; of two looks at once one claims it and both find it.
 */
export async function findOwnSeller(deps: { db: Db; clock: Clock }, actor: Actor): Promise<Result<Seller, NoSeller>> {
  const user = actor.user
  if (user === null) return fail({ kind: 'sign-in-required' })
  const own = await findSellerOf(deps.db, user.id)
  if (own) return ok(own)
  const found = await findSellerOf(deps.db, user.id, await subjectsOf(deps.db, user.id))
  if (found && found.userId === null) await claim(deps, actor, user.id, found)
  const seller = found?.userId === null ? await findSellerOf(deps.db, user.id) : found
  return seller ? ok(seller) : fail({ kind: 'not-found', what: 'seller' })
}

/** The same for parts that know no sellers: the id alone, null for somebody who does not sell. */
export const ownSellerBy =
  (deps: { db: Db; clock: Clock }) =>
  async (actor: Actor): Promise<SellerId | null> => {
    const found = await findOwnSeller(deps, actor)
    return found.ok ? found.value.id : null
  }

/** Does nothing where somebody was quicker: another to this seller, or this user to another one. */
async function claim(deps: { db: Db; clock: Clock }, actor: Actor, userId: UserId, seller: Seller): Promise<void> {
  const at = deps.clock.now()
  try {
    await transact(deps.db, async (tx) => {
      if (!(await claimSeller(tx, seller.id, userId))) return
      await addRoles(tx, userId, ['seller'])
      await recordAudit(tx, { at, actor, action: 'seller.claimed', subjectId: seller.id })
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'sellers_user_id_key')) throw error
  }
}

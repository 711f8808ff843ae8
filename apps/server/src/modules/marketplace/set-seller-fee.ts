import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, isStaff } from '../auth/index.ts'
import { percentText } from './domain/fee.ts'
import { saveSellerFee } from './seller-fee-store.ts'

/**
 * What stays with the shop of everything a seller sells from now on; orders that were begun keep their terms.
 * @param input.feePpm in millionths; null for the shop's own rate again
 */
export async function setSellerFee(
  deps: { db: Db; clock: Clock },
  actor: Actor,
  input: { seller: string; feePpm: number | null },
): Promise<Result<{ name: string }, FailureOf<'not-allowed' | 'not-found'>>> {
  if (actor.kind !== 'system' && !isStaff(actor)) return fail({ kind: 'not-allowed' })
  return inTransaction(deps.db, async (tx) => {
    const seller = await saveSellerFee(tx, input.seller, input.feePpm)
    if (!seller) return fail({ kind: 'not-found', what: 'seller' })
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor,
      action: 'seller.fee-set',
      subjectId: seller.id,
      facts: { percent: input.feePpm === null ? null : percentText(input.feePpm) },
    })
    return ok({ name: seller.name })
  })
}

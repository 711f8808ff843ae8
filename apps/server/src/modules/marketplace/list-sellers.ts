import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { type Actor, isStaff } from '../auth/index.ts'
import { percentText } from './domain/fee.ts'
import { readSellers } from './seller-fee-store.ts'

export interface ListedSeller {
  slug: string
  externalId: string
  name: string
  accountId: string | null
  /** Can be paid. */
  isReady: boolean
  feePercent: string
}

/** Everyone who sells here, for the operator. */
export async function listSellers(
  deps: { db: Db; config: { marketplace: { feePpm: number } } },
  actor: Actor,
  _input: undefined,
): Promise<Result<ListedSeller[], FailureOf<'not-allowed'>>> {
  if (actor.kind !== 'system' && !isStaff(actor)) return fail({ kind: 'not-allowed' })
  const sellers = await readSellers(deps.db)
  return ok(
    sellers.map(({ feePpm, ...seller }) => ({
      ...seller,
      feePercent: percentText(feePpm ?? deps.config.marketplace.feePpm),
    })),
  )
}

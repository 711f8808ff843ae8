import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { SellerAccount, SellerStatus } from '@cashwrap/shared/contracts/seller'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { percentText } from './domain/fee.ts'
import { findOwnSeller } from './find-seller.ts'
import type { Seller } from './seller-store.ts'

/** A seller's account with its id at the payment provider, which callers of older dialects are told. */
export type OwnAccount = NonNullable<SellerAccount> & { accountId: string | null }

interface Deps {
  db: Db
  clock: Clock
  config: { marketplace: { feePpm: number } }
}

/** The account of the signed-in seller; null for somebody who does not sell. */
export async function showAccount(
  deps: Deps,
  actor: Actor,
  _input: undefined,
): Promise<Result<OwnAccount | null, FailureOf<'sign-in-required'>>> {
  const found = await findOwnSeller(deps, actor)
  if (found.ok) return ok(toAccount(found.value, deps.config.marketplace.feePpm))
  return found.failure.kind === 'not-found' ? ok(null) : fail(found.failure)
}

const toAccount = (seller: Seller, feePpm: number): OwnAccount => ({
  sellerId: seller.id,
  name: seller.name,
  status: statusOf(seller),
  accountId: seller.accountId,
  chargesEnabled: seller.chargesEnabled,
  payoutsEnabled: seller.payoutsEnabled,
  detailsSubmitted: seller.detailsSubmitted,
  requirementsDue: seller.requirementsDue,
  feePercent: percentText(seller.feePpm ?? feePpm),
})

function statusOf(seller: Seller): SellerStatus {
  if (seller.accountId === null) return 'not-started'
  return seller.chargesEnabled ? 'ready' : 'incomplete'
}

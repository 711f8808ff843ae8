import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { SellerAccount, SellerStatus } from '@cashwrap/shared/contracts/seller'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addSeconds } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import { percentText } from './domain/fee.ts'
import { findOwnSeller } from './find-seller.ts'
import { type RefreshDeps, refreshAccount } from './refresh-account.ts'
import type { Seller } from './seller-store.ts'

/** A seller's account with its id at the payment provider, which callers of older dialects are told. */
export type OwnAccount = NonNullable<SellerAccount> & { accountId: string | null }

/** A seller who comes back from the provider's form looks again and again; it is asked this often. */
const LOOK_AGAIN_SECONDS = 5

interface Deps extends RefreshDeps {
  config: { marketplace: { feePpm: number } }
}

/**
 * The account of the signed-in seller; null for somebody who does not sell. While it is not ready the provider is asked how it
 * stands, so that a seller who comes back from its form need not wait for an event.
 */
export async function showAccount(
  deps: Deps,
  actor: Actor,
  _input: undefined,
): Promise<Result<OwnAccount | null, FailureOf<'sign-in-required'>>> {
  const found = await findOwnSeller(deps, actor)
  if (!found.ok) return found.failure.kind === 'not-found' ? ok(null) : fail(found.failure)
  const { accountId } = found.value
  if (accountId === null || !isStale(found.value, deps.clock.now()))
    return ok(toAccount(found.value, deps.config.marketplace.feePpm))
  await refreshAccount(deps, actor, { accountId })
  const now = await findOwnSeller(deps, actor)
  return ok(toAccount(now.ok ? now.value : found.value, deps.config.marketplace.feePpm))
}

const isStale = (seller: Seller, now: Date): boolean =>
  !seller.chargesEnabled &&
  (seller.accountSeenAt === null || seller.accountSeenAt <= addSeconds(now, -LOOK_AGAIN_SECONDS))

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

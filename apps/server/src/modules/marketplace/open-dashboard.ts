import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ProviderPage } from '@cashwrap/shared/contracts/seller'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { findOwnSeller, type NoSeller } from './find-seller.ts'
import { type RefreshDeps, refreshAccount } from './refresh-account.ts'

/** A page at the provider where the seller sees balance and payouts. What we know is looked up again before it is refused. */
export async function openDashboard(
  deps: RefreshDeps,
  actor: Actor,
  _input: undefined,
): Promise<Result<ProviderPage, NoSeller | FailureOf<'not-onboarded' | 'provider-unavailable'>>> {
  const found = await findOwnSeller(deps, actor)
  if (!found.ok) return found
  const { accountId, detailsSubmitted } = found.value
  if (accountId === null) return fail({ kind: 'not-onboarded' })
  if (!detailsSubmitted) {
    await refreshAccount(deps, actor, { accountId })
    const again = await findOwnSeller(deps, actor)
    if (!again.ok) return again
    if (!again.value.detailsSubmitted) return fail({ kind: 'not-onboarded' })
  }
  const link = await deps.sellerAccounts.loginLink(accountId)
  if (link.ok) return ok(link.value)
  return fail({ kind: link.failure.kind === 'unavailable' ? 'provider-unavailable' : 'not-onboarded' })
}

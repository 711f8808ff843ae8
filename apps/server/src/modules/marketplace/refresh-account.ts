import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import type { AccountFacts, SellerAccounts } from './domain/seller-accounts.ts'
import { isSamePlatform } from './is-same-platform.ts'
import { promiseAgain } from './promise-again.ts'
import { findSellerOfAccount, lockSellerOfAccount, type Seller, saveAccountFacts } from './seller-store.ts'

export interface RefreshDeps {
  db: Db
  clock: Clock
  sellerAccounts: SellerAccounts
  enqueue: Enqueue
}

/**
 * - `unknown-account`: of no seller here
 * - `unavailable`: the provider did not answer, or not by a key of the platform that made the account; ask again
 */
export type RefreshFailure = { kind: 'unknown-account' } | { kind: 'unavailable' }

/** What is true of an account that is connected no more. */
const DISCONNECTED: AccountFacts = {
  chargesEnabled: false,
  payoutsEnabled: false,
  detailsSubmitted: false,
  requirementsDue: [],
}

/**
 * Asks the provider how a seller's account stands and keeps the answer. Answers that cross on the way end with the one that was
 * asked for last, whoever asked and in whatever order they come. What was refused to the seller before is promised again when the
 * account has changed and can be paid.
 */
export async function refreshAccount(
  deps: RefreshDeps,
  actor: Actor,
  { accountId }: { accountId: string },
): Promise<Result<{ outcome: 'changed' | 'same' | 'disconnected' }, RefreshFailure>> {
  const known = await findSellerOfAccount(deps.db, accountId)
  if (!known) return fail({ kind: 'unknown-account' })
  const seenAt = deps.clock.now()
  const read = await deps.sellerAccounts.read(accountId)
  if (!read.ok && read.failure.kind === 'unavailable') return fail(read.failure)
  if (!read.ok && !(await isSamePlatform(deps, known))) return fail({ kind: 'unavailable' })
  const facts = read.ok ? read.value : DISCONNECTED
  return transact(deps.db, async (tx) => {
    const seller = await lockSellerOfAccount(tx, accountId)
    if (!seller) return fail({ kind: 'unknown-account' })
    if (seller.accountSeenAt !== null && seller.accountSeenAt > seenAt) return ok({ outcome: 'same' })
    await saveAccountFacts(tx, seller.id, facts, seenAt)
    if (isSame(seller, facts)) return ok({ outcome: read.ok ? 'same' : 'disconnected' })
    await recordAudit(tx, {
      at: seenAt,
      actor,
      action: read.ok ? 'seller.account-changed' : 'seller.account-disconnected',
      subjectId: seller.id,
      facts: { accountId, ...facts },
    })
    if (facts.chargesEnabled) await promiseAgain(deps, tx, actor, { sellerId: seller.id, accountId, at: seenAt })
    return ok({ outcome: read.ok ? 'changed' : 'disconnected' })
  })
}

const isSame = (seller: Seller, facts: AccountFacts): boolean =>
  seller.chargesEnabled === facts.chargesEnabled &&
  seller.payoutsEnabled === facts.payoutsEnabled &&
  seller.detailsSubmitted === facts.detailsSubmitted &&
  seller.requirementsDue.join() === facts.requirementsDue.join()

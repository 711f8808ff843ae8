import type { CreditEntryId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { lockAccount } from './account-store.ts'
import type { Buckets, Changes } from './domain/changes.ts'
import { type LedgerChange, lockBalance, writeEntry } from './ledger-store.ts'
import { tellOwner } from './tell-owner.ts'

/**
 * The one way by which a balance changes, but for spending: under the balance's lock, once per source, and told to whoever
 * should know. `decide` sees what is there and says what changes, or null to change nothing. Null when nothing was written.
 */
export async function changeCredits(
  tx: Tx,
  deps: { enqueue: Enqueue },
  change: LedgerChange,
  decide: (before: Buckets) => Changes | null,
): Promise<{ entryId: CreditEntryId; changes: Changes } | null> {
  // One change of an account after another, so that what is told of it comes in order and knows all its types.
  await lockAccount(tx, change.accountId)
  const before = await lockBalance(tx, change.accountId, change.creditType)
  const changes = decide(before)
  const written = changes && (await writeEntry(tx, change, before, changes))
  if (!changes || !written) return null
  await tellOwner(tx, deps, change, changes)
  return { entryId: written.entryId, changes }
}

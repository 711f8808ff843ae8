import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { Changes } from './domain/changes.ts'
import type { LedgerChange } from './ledger-store.ts'

/** Queues the news of a changed balance, in the transaction that changed it. */
export async function tellOwner(
  _tx: Tx,
  _deps: { enqueue: Enqueue },
  _change: LedgerChange,
  _changes: Changes,
): Promise<void> {}

import type { InboxPage, ListInboxInput } from '@cashwrap/shared/contracts/staff'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { listEvents } from './inbox-store.ts'

/** What the provider told us, newest first, for staff. The caller's role is checked before this. */
export async function listInbox(
  deps: { db: Db },
  _actor: Actor,
  input: ListInboxInput,
): Promise<Result<InboxPage, never>> {
  const rows = await listEvents(deps.db, input.state, input.cursor, input.limit)
  return ok(
    toPage(
      rows,
      input.limit,
      (row) => [row.received_at.toISOString(), row.id],
      (row) => ({
        id: row.id,
        type: row.type,
        state: row.state,
        objectId: row.object_id,
        orderId: row.order_id,
        orderNumber: row.order_number,
        attempts: row.attempts,
        note: row.note,
        receivedAt: row.received_at.toISOString(),
        processedAt: row.processed_at?.toISOString() ?? null,
      }),
    ),
  )
}

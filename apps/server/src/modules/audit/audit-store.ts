import type { OrderId } from '@cashwrap/shared/ids'
import { newId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

/** Who did what, written in the transaction that made it true. */
export interface AuditEntry {
  at: Date
  actor: { kind: string; user: { id: string } | null; name: string | null; requestId: string | null }
  action: string
  orderId?: OrderId
  subjectId?: string
  /** Ids, codes and amounts; never addresses, tokens or bodies. */
  facts?: Record<string, unknown>
}

export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      id: newId(entry.at.getTime()),
      at: entry.at,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.user?.id ?? entry.actor.name,
      action: entry.action,
      order_id: entry.orderId ?? null,
      subject_id: entry.subjectId ?? null,
      facts: JSON.stringify(entry.facts ?? {}),
      request_id: entry.actor.requestId,
    })
    .execute()
}

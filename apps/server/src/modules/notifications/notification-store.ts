import { newId, type OrderId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'

/** A job that was made this long ago and has not run is made again. */
const LOST_JOB_MINUTES = 2

export interface NewNotification {
  kind: string
  subjectId: string
  orderId: OrderId | null
  recipient: string
  payload: unknown
  at: Date
}

/** Its id, or undefined when this was already told. */
export async function insertNotification(tx: Tx, notification: NewNotification): Promise<string | undefined> {
  const row = await tx
    .insertInto('notifications')
    .values({
      id: newId(notification.at.getTime()),
      kind: notification.kind,
      subject_id: notification.subjectId,
      order_id: notification.orderId,
      recipient: notification.recipient,
      payload: JSON.stringify(notification.payload),
      state: 'pending',
      created_at: notification.at,
      queued_at: notification.at,
      next_attempt_at: notification.at,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export interface ClaimedNotification {
  id: string
  kind: string
  subjectId: string
  recipient: string
  payload: unknown
  /** This one included. */
  attempts: number
  createdAt: Date
}

/** Takes a mail that is due for oneself until `leaseUntil`; undefined when it is not due, sent, or someone else's. */
export async function claimNotification(
  tx: Tx,
  id: string,
  now: Date,
  leaseUntil: Date,
): Promise<ClaimedNotification | undefined> {
  const row = await tx
    .updateTable('notifications')
    .set((expression) => ({ attempts: expression('attempts', '+', 1), next_attempt_at: leaseUntil }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('next_attempt_at', '<=', now)
    .returning(['id', 'kind', 'subject_id', 'recipient', 'payload', 'attempts', 'created_at'])
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      kind: row.kind,
      subjectId: row.subject_id,
      recipient: row.recipient,
      payload: row.payload,
      attempts: row.attempts,
      createdAt: row.created_at,
    }
  )
}

export async function markSent(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ state: 'sent', sent_at: at, next_attempt_at: null, last_error: null })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute()
}

/** Keeps a failed attempt: `nextAttemptAt` is null when it was the last. */
export async function markFailedAttempt(tx: Tx, id: string, error: string, nextAttemptAt: Date | null): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({
      last_error: error,
      next_attempt_at: nextAttemptAt,
      ...(nextAttemptAt === null ? { state: 'failed' as const } : {}),
    })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute()
}

/** Mails that are due and that no job is on its way to send, longest due first. */
export async function listDueNotifications(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('id')
    .where('state', '=', 'pending')
    .where('next_attempt_at', '<=', now)
    .where((expression) =>
      expression.or([
        expression('queued_at', '<', expression.ref('next_attempt_at')),
        expression('queued_at', '<=', addMinutes(now, -LOST_JOB_MINUTES)),
      ]),
    )
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function markQueued(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  await tx.updateTable('notifications').set({ queued_at: at }).where('id', 'in', ids).execute()
}

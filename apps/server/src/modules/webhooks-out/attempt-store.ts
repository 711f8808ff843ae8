import type { WebhookAttempt } from '@cashwrap/shared/contracts/webhooks'
import type { WebhookDeliveryId } from '@cashwrap/shared/ids'
import { z } from 'zod'
import type { Db, Tx } from '../../platform/db/database.ts'

export interface Attempt {
  deliveryId: WebhookDeliveryId
  number: number
}

/** Written before anything is sent, so that a try whose sender dies is known too. */
export async function beginAttempt(
  tx: Tx,
  attempt: Attempt & { at: Date; url: string; headers: Readonly<Record<string, string>> },
): Promise<void> {
  await tx
    .insertInto('webhook_attempts')
    .values({
      delivery_id: attempt.deliveryId,
      number: attempt.number,
      at: attempt.at,
      url: attempt.url,
      request_headers: JSON.stringify(attempt.headers),
    })
    .execute()
}

export interface AttemptEnd {
  status: number | null
  headers: Readonly<Record<string, string>> | null
  body: string | null
  error: string | null
  durationMs: number
}

export async function endAttempt(tx: Tx, { deliveryId, number }: Attempt, end: AttemptEnd): Promise<void> {
  await tx
    .updateTable('webhook_attempts')
    .set({
      status: end.status,
      answer_headers: end.headers && JSON.stringify(end.headers),
      answer_body: end.body,
      error: end.error,
      duration_ms: end.durationMs,
    })
    .where('delivery_id', '=', deliveryId)
    .where('number', '=', number)
    .execute()
}

const Headers = z.record(z.string(), z.string())

/** All at one delivery, the first first. */
export async function listAttempts(db: Db, deliveryId: WebhookDeliveryId): Promise<WebhookAttempt[]> {
  const rows = await db
    .selectFrom('webhook_attempts')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    at: row.at.toISOString(),
    url: row.url,
    requestHeaders: Headers.parse(row.request_headers),
    status: row.status,
    answerHeaders: Headers.nullable().parse(row.answer_headers),
    answerBody: row.answer_body,
    error: row.error,
    durationMs: row.duration_ms,
  }))
}

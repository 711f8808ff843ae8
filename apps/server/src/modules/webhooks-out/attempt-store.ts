import type { WebhookDeliveryId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

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

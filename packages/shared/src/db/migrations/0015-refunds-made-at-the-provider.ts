import { type Kysely, sql } from 'kysely'

/**
 * Refunds that somebody made at the provider are kept beside those promised here. They have no reason of ours, and there may be
 * several of them: `refunds_once_per_reason` takes no reasons for different ones. Their events, kept until now, are acted on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table refunds
      alter column reason drop not null,
      add column provider_reason text,
      add constraint refunds_promised_or_made check (reason is not null or provider_refund_id is not null)`.execute(db)
  await sql`
    update stripe_events set state = 'received', next_attempt_at = received_at, processed_at = null, note = null
    where state = 'later' and type in ('charge.refunded', 'refund.created', 'refund.updated', 'refund.failed')`.execute(
    db,
  )
}

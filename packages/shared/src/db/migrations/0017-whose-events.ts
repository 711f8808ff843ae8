import { type Kysely, sql } from 'kysely'

/**
 * Whose an ignored event is was not written down until now: what its object names is, and refunds, which name nobody, are looked at
 * again. Disputes, kept until now, are matched to what they are about. The index answers how many there are of whom without the rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index stripe_events_ignored`.execute(db)
  await sql`
    create index stripe_events_ignored on stripe_events (instance, received_at desc, id desc) include (type, account)
    where state = 'ignored'`.execute(db)
  await sql`
    update stripe_events set instance = payload #>> '{data,object,metadata,instance}'
    where state = 'ignored' and instance is null and payload #>> '{data,object,metadata,instance}' is not null`.execute(
    db,
  )
  await sql`
    update stripe_events set state = 'received', next_attempt_at = received_at, processed_at = null, note = null
    where state = 'later' and type like 'charge.dispute.%'
      or state = 'ignored' and instance is null and type in ('charge.refunded', 'refund.created', 'refund.updated', 'refund.failed')`.execute(
    db,
  )
}

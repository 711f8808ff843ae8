import { type Kysely, sql } from 'kysely'

/** A transfer that was refused for good can be promised again: each time is another request to the provider. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table transfers
      add column generation integer not null default 1,
      add constraint transfers_generation_counts check (generation > 0)`.execute(db)
  await sql`create index transfers_failed on transfers (seller_id) where state = 'failed'`.execute(db)
}

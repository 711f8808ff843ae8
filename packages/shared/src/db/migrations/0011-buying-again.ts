import { type Kysely, sql } from 'kysely'

/** Whether the buyer knew that they own something in it: without, what they own by then is paid back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders add column buy_again boolean not null default false`.execute(db)
}

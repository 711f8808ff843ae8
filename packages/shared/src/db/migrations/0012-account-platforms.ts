import { type Kysely, sql } from 'kysely'

/** Whose key made a seller's account: to another key it looks as if it had been disconnected. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sellers
      add column account_platform text,
      add constraint sellers_platform_of_account check (account_id is not null or account_platform is null)`.execute(db)
}

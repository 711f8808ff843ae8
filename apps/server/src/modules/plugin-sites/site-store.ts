import type { SiteChanges, SiteRegistration, SiteStatus } from '@cashwrap/shared/contracts/sites'
import { isUuid, type SiteId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'
import { prepared } from '../../platform/db/prepared.ts'

const COLUMNS = [
  'id',
  'instance_id as instanceId',
  'site_url as siteUrl',
  'admin_email as adminEmail',
  'site_title as siteTitle',
  'wordpress_version as wordpressVersion',
  'plugin_version as pluginVersion',
  'php_version as phpVersion',
  'theme',
  'timezone',
  'language',
  'post_count as postCount',
  'page_count as pageCount',
  'status',
  'disabled_reason as disabledReason',
  'registered_at as registeredAt',
  'issued_at as issuedAt',
  'first_used_at as firstUsedAt',
  'reopened_until as reopenedUntil',
] as const

/** All that is known of a site but what it proves itself with. */
export interface Site {
  id: SiteId
  instanceId: string
  siteUrl: string
  adminEmail: string
  siteTitle: string | null
  wordpressVersion: string | null
  pluginVersion: string | null
  phpVersion: string | null
  theme: string | null
  timezone: string | null
  language: string | null
  postCount: number | null
  pageCount: number | null
  status: SiteStatus
  disabledReason: string | null
  registeredAt: Date
  issuedAt: Date
  firstUsedAt: Date | null
  reopenedUntil: Date | null
}

/** Credentials as they are kept. */
export interface StoredCredentials {
  tokenHash: Buffer
  webhookSecret: Buffer
  issuedAt: Date
}

const toColumns = (facts: SiteChanges) => ({
  admin_email: facts.adminEmail,
  site_title: facts.siteTitle,
  wordpress_version: facts.wordpressVersion,
  plugin_version: facts.pluginVersion,
  php_version: facts.phpVersion,
  theme: facts.theme,
  timezone: facts.timezone,
  language: facts.language,
  post_count: facts.postCount,
  page_count: facts.pageCount,
})

/** Whether it is new; an instance that is known stays as it was. */
export async function insertSite(
  tx: Tx,
  id: SiteId,
  registration: SiteRegistration,
  credentials: StoredCredentials,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('plugin_sites')
    .values({
      ...toColumns(registration),
      admin_email: registration.adminEmail,
      id,
      instance_id: registration.instanceId,
      site_url: registration.siteUrl,
      token_hash: credentials.tokenHash,
      webhook_secret: credentials.webhookSecret,
      registered_at: credentials.issuedAt,
      issued_at: credentials.issuedAt,
    })
    .onConflict((conflict) => conflict.column('instance_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** What decides about another registration, locked until the end of the transaction. */
export async function lockInstance(tx: Tx, instanceId: string) {
  return tx
    .selectFrom('plugin_sites')
    .select([
      'id',
      'token_hash as tokenHash',
      'issued_at as issuedAt',
      'first_used_at as firstUsedAt',
      'reopened_until as reopenedUntil',
    ])
    .where('instance_id', '=', instanceId)
    .forUpdate()
    .executeTakeFirst()
}

/** The former credentials are worth nothing from here on. */
export async function replaceCredentials(
  tx: Tx,
  id: SiteId,
  registration: SiteRegistration,
  credentials: StoredCredentials,
): Promise<void> {
  await tx
    .updateTable('plugin_sites')
    .set({
      ...toColumns(registration),
      token_hash: credentials.tokenHash,
      webhook_secret: credentials.webhookSecret,
      issued_at: credentials.issuedAt,
      first_used_at: null,
      reopened_until: null,
    })
    .where('id', '=', id)
    .execute()
}

/** What an installation calls itself. */
export async function instanceOfSite(db: Db | Tx, id: SiteId): Promise<string> {
  const row = await db.selectFrom('plugin_sites').select('instance_id').where('id', '=', id).executeTakeFirstOrThrow()
  return row.instance_id
}

export async function findByToken(db: Db, tokenHash: Buffer) {
  return db
    .selectFrom('plugin_sites')
    .modifyFront(prepared)
    .select(['id', 'instance_id as instanceId', 'site_url as siteUrl', 'status', 'first_used_at as firstUsedAt'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

/** Writes down once that these credentials arrived. False if they were replaced meanwhile, or this was written before. */
export async function markFirstUse(db: Db, id: SiteId, tokenHash: Buffer, at: Date): Promise<boolean> {
  const marked = await db
    .updateTable('plugin_sites')
    .set({ first_used_at: at })
    .where('id', '=', id)
    .where('token_hash', '=', tokenHash)
    .where('first_used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return marked !== undefined
}

export const findSite = (db: Db, id: SiteId): Promise<Site | undefined> =>
  db.selectFrom('plugin_sites').select(COLUMNS).where('id', '=', id).executeTakeFirst()

/** By its id, else by what it calls itself: who names an installation after another's id gets no say in it. */
export const findNamedSite = (db: Db, name: string): Promise<Site | undefined> => namedSite(db, name).executeTakeFirst()

export const lockNamedSite = (tx: Tx, name: string): Promise<Site | undefined> =>
  namedSite(tx, name).forUpdate().executeTakeFirst()

function namedSite(db: Db, name: string) {
  const id = isUuid(name) ? name : null
  return db
    .selectFrom('plugin_sites')
    .select(COLUMNS)
    .where('id', '=', (eb) =>
      eb
        .selectFrom('plugin_sites as named')
        .select('named.id')
        .where(sql<SqlBool>`named.id = ${id}::uuid or named.instance_id = ${name}`)
        .orderBy(sql`named.id = ${id}::uuid`, (order) => order.desc().nullsLast())
        .limit(1),
    )
}

export async function saveStatus(tx: Tx, id: SiteId, status: SiteStatus, disabledReason: string | null): Promise<void> {
  await tx.updateTable('plugin_sites').set({ status, disabled_reason: disabledReason }).where('id', '=', id).execute()
}

export async function saveReopened(tx: Tx, id: SiteId, until: Date): Promise<void> {
  await tx.updateTable('plugin_sites').set({ reopened_until: until }).where('id', '=', id).execute()
}

export async function saveSiteUrl(tx: Tx, id: SiteId, siteUrl: string): Promise<void> {
  await tx.updateTable('plugin_sites').set({ site_url: siteUrl }).where('id', '=', id).execute()
}

/** @param changes what is left out stays as it is */
export async function saveFacts(tx: Tx, id: SiteId, changes: SiteChanges): Promise<void> {
  await tx.updateTable('plugin_sites').set(toColumns(changes)).where('id', '=', id).execute()
}

/** A page, the newest first. One row more than `limit`. */
export async function readSites(
  db: Db,
  filter: { search: string | undefined; status: SiteStatus | undefined },
  cursor: string | undefined,
  limit: number,
): Promise<Site[]> {
  const after = decodeMomentCursor(cursor, isUuid)
  const search = filter.search?.replaceAll('\0', '') || undefined
  return db
    .selectFrom('plugin_sites')
    .select(COLUMNS)
    .$if(filter.status !== undefined, (query) => query.where('status', '=', filter.status ?? 'active'))
    .$if(search !== undefined, (query) => query.where(matches(search ?? '')))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(registered_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('registered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

function matches(search: string) {
  const lower = search.toLowerCase()
  if (isUuid(lower)) return sql<SqlBool>`(id = ${lower}::uuid or instance_id = ${lower})`
  return sql<SqlBool>`position(${lower} in lower(concat_ws(E'\n', site_url, site_title, admin_email, instance_id))) > 0`
}

/** What a message to a site needs; null secrets do not exist. */
export async function readReceiver(db: Db, id: SiteId) {
  return db
    .selectFrom('plugin_sites')
    .select(['site_url as siteUrl', 'instance_id as instanceId', 'webhook_secret as sealedSecret', 'status'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The next sealed secrets after `id`, in the order of ids. */
export async function readSecretsAfter(db: Db, id: SiteId | null, limit: number) {
  return db
    .selectFrom('plugin_sites')
    .select(['id', 'webhook_secret as sealed'])
    .$if(id !== null, (query) => query.where('id', '>', id as SiteId))
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** False if the secret is another by now. */
export async function replaceSealed(db: Db, id: SiteId, former: Buffer, sealed: Buffer): Promise<boolean> {
  const replaced = await db
    .updateTable('plugin_sites')
    .set({ webhook_secret: sealed })
    .where('id', '=', id)
    .where('webhook_secret', '=', former)
    .returning('id')
    .executeTakeFirst()
  return replaced !== undefined
}

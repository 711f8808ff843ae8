import type { SellerId, WebhookEndpointId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/** Who an endpoint belongs to. */
export type Owner = { kind: 'shop' } | { kind: 'seller'; sellerId: SellerId }

export interface Endpoint {
  id: WebhookEndpointId
  owner: Owner
  url: string
  description: string | null
  eventTypes: string[]
  pluginForm: boolean
  state: 'active' | 'disabled'
  disabledReason: string | null
  failingSince: Date | null
  lastSuccessAt: Date | null
  oldSecretUntil: Date | null
  createdAt: Date
  sealedSecret: Buffer
  sealedOldSecret: Buffer | null
}

const COLUMNS = [
  'id',
  'seller_id',
  'url',
  'description',
  'event_types',
  'plugin_form',
  'state',
  'disabled_reason',
  'failing_since',
  'last_success_at',
  'previous_secret_until',
  'created_at',
  'secret',
  'previous_secret',
] as const

interface Row {
  id: WebhookEndpointId
  seller_id: SellerId | null
  url: string
  description: string | null
  event_types: string[]
  plugin_form: boolean
  state: 'active' | 'disabled'
  disabled_reason: string | null
  failing_since: Date | null
  last_success_at: Date | null
  previous_secret_until: Date | null
  created_at: Date
  secret: Buffer
  previous_secret: Buffer | null
}
const toEndpoint = (row: Row): Endpoint => ({
  id: row.id,
  owner: row.seller_id === null ? { kind: 'shop' } : { kind: 'seller', sellerId: row.seller_id },
  url: row.url,
  description: row.description,
  eventTypes: row.event_types,
  pluginForm: row.plugin_form,
  state: row.state,
  disabledReason: row.disabled_reason,
  failingSince: row.failing_since,
  lastSuccessAt: row.last_success_at,
  oldSecretUntil: row.previous_secret_until,
  createdAt: row.created_at,
  sealedSecret: row.secret,
  sealedOldSecret: row.previous_secret,
})

export async function insertEndpoint(
  tx: Tx,
  endpoint: Pick<
    Endpoint,
    'id' | 'owner' | 'url' | 'description' | 'eventTypes' | 'pluginForm' | 'createdAt' | 'sealedSecret'
  >,
): Promise<void> {
  await tx
    .insertInto('webhook_endpoints')
    .values({
      id: endpoint.id,
      owner: endpoint.owner.kind,
      seller_id: endpoint.owner.kind === 'seller' ? endpoint.owner.sellerId : null,
      url: endpoint.url,
      description: endpoint.description,
      event_types: endpoint.eventTypes,
      plugin_form: endpoint.pluginForm,
      created_at: endpoint.createdAt,
      secret: endpoint.sealedSecret,
    })
    .execute()
}

/** One that was not removed. */
export async function findEndpoint(db: Db, id: WebhookEndpointId): Promise<Endpoint | undefined> {
  const row = await db
    .selectFrom('webhook_endpoints')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && toEndpoint(row)
}

/** The same, for oneself until the end of the transaction. */
export async function lockEndpoint(tx: Tx, id: WebhookEndpointId): Promise<Endpoint | undefined> {
  const row = await tx
    .selectFrom('webhook_endpoints')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && toEndpoint(row)
}

/** All of an owner's that were not removed, the newest first. */
export async function listEndpointsOf(db: Db, owner: Owner): Promise<Endpoint[]> {
  let query = db
    .selectFrom('webhook_endpoints')
    .select(COLUMNS)
    .where('owner', '=', owner.kind)
    .where('removed_at', 'is', null)
  if (owner.kind === 'seller') query = query.where('seller_id', '=', owner.sellerId)
  return (await query.orderBy('created_at', 'desc').orderBy('id', 'desc').execute()).map(toEndpoint)
}

export interface EndpointChange {
  url?: string
  description?: string | null
  eventTypes?: string[]
  pluginForm?: boolean
  state?: { state: 'active' } | { state: 'disabled'; reason: string }
  secrets?: { sealed: Buffer; former: { sealed: Buffer; until: Date } | null }
  removedAt?: Date
}

export async function changeEndpoint(tx: Tx, id: WebhookEndpointId, change: EndpointChange): Promise<void> {
  const { url, description, eventTypes, pluginForm, state, secrets, removedAt } = change
  await tx
    .updateTable('webhook_endpoints')
    .set({
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(eventTypes !== undefined && { event_types: eventTypes }),
      ...(pluginForm !== undefined && { plugin_form: pluginForm }),
      ...(state && { state: state.state, disabled_reason: state.state === 'disabled' ? state.reason : null }),
      ...(state?.state === 'active' && { failing_since: null }),
      ...(secrets && {
        secret: secrets.sealed,
        previous_secret: secrets.former?.sealed ?? null,
        previous_secret_until: secrets.former?.until ?? null,
      }),
      ...(removedAt && { removed_at: removedAt }),
    })
    .where('id', '=', id)
    .execute()
}

/** A success is written down once a minute at most: it is only to be looked at. */
export async function markTaken(tx: Tx, { id, failingSince, lastSuccessAt }: Endpoint, at: Date): Promise<void> {
  if (failingSince === null && lastSuccessAt !== null && lastSuccessAt > addMinutes(at, -1)) return
  await tx
    .updateTable('webhook_endpoints')
    .set({ failing_since: null, last_success_at: at })
    .where('id', '=', id)
    .execute()
}

export async function markFailing(tx: Tx, { id, failingSince }: Endpoint, at: Date): Promise<void> {
  if (failingSince !== null) return
  await tx.updateTable('webhook_endpoints').set({ failing_since: at }).where('id', '=', id).execute()
}

/** Until the end of the transaction nobody else adds an endpoint for this owner. */
export async function lockOwner(tx: Tx, owner: Owner): Promise<void> {
  const name = owner.kind === 'seller' ? owner.sellerId : 'shop'
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhook-owner:${name}`}, 0))`.execute(tx)
}

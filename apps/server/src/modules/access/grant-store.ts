import type { OrderId, ProductId, UserId } from '@cashwrap/shared/ids'
import { newId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { openings } from '../catalogue/index.ts'

/** What made the access: one line of an order, or a subscription, which opens its plan. */
export interface GrantSource {
  sourceKind: 'order_item' | 'subscription'
  sourceId: string
  productId: ProductId
}

export interface NewGrant extends GrantSource {
  orderId: OrderId
  /** Null for a guest; then `email` says whose it becomes once the address is proven. */
  userId: UserId | null
  email: string | null
  quantity: number
  at: Date
}

/** Someone as a user, as the holder of an address, or both. */
export interface Owner {
  userId: UserId | null
  email: string | null
}

/** Opens a product to its buyer, once per source: true when this call did it. */
export async function grantAccess(tx: Tx, grant: NewGrant): Promise<boolean> {
  const row = await insertGrant(tx, grant)
    .onConflict((conflict) => conflict.constraint('grants_once_per_source').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The same, and opens again what was closed since, to whom it was open before: true when this call did either. */
export async function openAccess(tx: Tx, grant: NewGrant): Promise<boolean> {
  const row = await insertGrant(tx, grant)
    .onConflict((conflict) =>
      conflict
        .constraint('grants_once_per_source')
        .doUpdateSet({ revoked_at: null, revoke_reason: null })
        .where('grants.revoked_at', 'is not', null),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const insertGrant = (tx: Tx, grant: NewGrant) =>
  tx.insertInto('grants').values({
    id: newId(grant.at.getTime()),
    source_kind: grant.sourceKind,
    source_id: grant.sourceId,
    order_id: grant.orderId,
    product_id: grant.productId,
    user_id: grant.userId,
    email: grant.email,
    quantity: grant.quantity,
    granted_at: grant.at,
    revoked_at: null,
    revoke_reason: null,
  })

/** Closes what a source opened, once: true when this call did it. */
export async function revokeAccess(
  tx: Tx,
  source: GrantSource,
  revocation: { at: Date; reason: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('grants')
    .set({ revoked_at: revocation.at, revoke_reason: revocation.reason })
    .where('source_kind', '=', source.sourceKind)
    .where('source_id', '=', source.sourceId)
    .where('product_id', '=', source.productId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Closes all that a source opened but one product, as a subscription that changed its plan; answers how many grants it were. */
export async function closeAccess(
  tx: Tx,
  source: Pick<GrantSource, 'sourceKind' | 'sourceId'> & { except: ProductId | null },
  revocation: { at: Date; reason: string },
): Promise<number> {
  const rows = await tx
    .updateTable('grants')
    .set({ revoked_at: revocation.at, revoke_reason: revocation.reason })
    .where('source_kind', '=', source.sourceKind)
    .where('source_id', '=', source.sourceId)
    .where('revoked_at', 'is', null)
    .$if(source.except !== null, (open) => open.where('product_id', '<>', source.except))
    .returning('id')
    .execute()
  return rows.length
}

/** Gives a guest's purchases to the user who proved their address; answers how many there were. */
export async function claimGrants(tx: Tx, claim: { userId: UserId; email: string }): Promise<number> {
  const rows = await tx
    .updateTable('grants')
    .set({ user_id: claim.userId })
    .where('email', '=', claim.email)
    .where('user_id', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

/**
 * Which of these products someone has bought already, which is not what their subscription opens: that may end. A user has what
 * is theirs and what waits for their address; of a bare address everything bought with it counts, also what its user has claimed
 * since.
 */
export async function ownedProducts(
  db: Db | Tx,
  owner: Owner,
  productIds: readonly ProductId[],
): Promise<Set<ProductId>> {
  const { userId, email } = owner
  if (productIds.length === 0 || (userId === null && email === null)) return new Set()
  const rows = await db
    .selectFrom(openingsOf(productIds).as('openings'))
    .innerJoin('grants as g', 'g.product_id', 'openings.granted_id')
    .select('openings.opened_id')
    .distinct()
    .where('g.source_kind', '=', 'order_item')
    .where('g.revoked_at', 'is', null)
    .where((eb) =>
      userId === null
        ? eb('g.email', '=', email)
        : eb.or([eb('g.user_id', '=', userId), eb.and([eb('g.user_id', 'is', null), eb('g.email', '=', email)])]),
    )
    .execute()
  return new Set(rows.map((row) => row.opened_id))
}

/** What opens each of these products. */
const openingsOf = (productIds: readonly ProductId[]) => sql<{ opened_id: ProductId; granted_id: ProductId }>`(
  select openings.granted_id, openings.opened_id
  from unnest(${[...productIds]}::uuid[]) as asked (id)
  cross join lateral ${openings({ opened: sql.ref('asked.id') })} as openings)`

/** The oldest grant that opens a product to a user now, bought or by subscribing, if there is one. */
export async function findAccess(
  db: Db | Tx,
  owner: Owner,
  productId: ProductId,
): Promise<{ orderId: OrderId | null; grantedAt: Date } | null> {
  const row = await db
    .selectFrom(openingsOf([productId]).as('openings'))
    .innerJoin('grants as g', 'g.product_id', 'openings.granted_id')
    .select(['g.order_id', 'g.granted_at'])
    .where('g.revoked_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('g.user_id', '=', owner.userId),
        eb.and([eb('g.user_id', 'is', null), eb('g.email', '=', owner.email)]),
      ]),
    )
    .orderBy('g.granted_at')
    .orderBy('g.id')
    .limit(1)
    .executeTakeFirst()
  return row ? { orderId: row.order_id, grantedAt: row.granted_at } : null
}

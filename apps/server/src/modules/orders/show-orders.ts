import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { GetOrderInput, ListOrdersInput, Order, OrderPage } from '@cashwrap/shared/contracts/orders'
import type { ListAllOrdersInput, StaffOrderPage } from '@cashwrap/shared/contracts/staff'
import type { OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { z } from 'zod'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { findOrderDetails, listAllOrders as listAllRows, listOrdersOf } from './order-list-store.ts'

/** A signed-in buyer's orders, newest first. */
export async function listOrders(
  deps: { db: Db },
  actor: Actor,
  input: z.infer<typeof ListOrdersInput>,
): Promise<Result<OrderPage, FailureOf<'sign-in-required'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const rows = await listOrdersOf(
    deps.db,
    { userId: actor.user.id, email: actor.user.email },
    input.cursor,
    input.limit,
  )
  return ok(
    toPage(
      rows,
      input.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => ({
        id: row.id,
        number: row.number,
        state: row.state,
        createdAt: row.created_at.toISOString(),
        completedAt: row.completed_at?.toISOString() ?? null,
        total: { amount: row.total, currency: row.currency },
        titles: row.titles,
      }),
    ),
  )
}

/** One order of the signed-in buyer; another's is not found. */
export async function getOrder(
  deps: { db: Db },
  actor: Actor,
  input: z.infer<typeof GetOrderInput>,
): Promise<Result<Order, FailureOf<'not-found' | 'sign-in-required'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const row = await findOrderDetails(deps.db, input.orderId, { userId: actor.user.id, email: actor.user.email })
  return row ? ok(toOrder(row)) : fail({ kind: 'not-found', what: 'order' })
}

/** Every order, for staff. The caller's role is checked before this. */
export async function listAllOrders(
  deps: { db: Db },
  _actor: Actor,
  input: ListAllOrdersInput,
): Promise<Result<StaffOrderPage, never>> {
  const rows = await listAllRows(deps.db, { search: input.search, state: input.state }, input.cursor, input.limit)
  return ok(
    toPage(
      rows,
      input.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => ({
        id: row.id,
        number: row.number,
        state: row.state,
        email: row.buyer_email,
        total: { amount: row.total, currency: row.currency },
        itemCount: row.item_count,
        source: row.source,
        createdAt: row.created_at.toISOString(),
        completedAt: row.completed_at?.toISOString() ?? null,
        isQuarantined: row.quarantined_at !== null,
      }),
    ),
  )
}

/** One order whoever's it is, for staff read models. */
export async function findAnyOrder(
  db: Db,
  orderId: OrderId,
): Promise<{ order: Order; source: string; quarantineReason: string | null } | null> {
  const row = await findOrderDetails(db, orderId, null)
  return row ? { order: toOrder(row), source: row.source, quarantineReason: row.quarantine_reason } : null
}

function toOrder(row: NonNullable<Awaited<ReturnType<typeof findOrderDetails>>>): Order {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    total: money(row.total),
    titles: row.lines.map((line) => line.title),
    email: row.buyer_email,
    lines: row.lines.map(({ unitAmount, ...line }) => ({
      ...line,
      unit: money(unitAmount),
      subtotal: money(line.subtotal),
      discount: money(line.discount),
      tax: money(line.tax),
      total: money(line.total),
    })),
    subtotal: money(row.subtotal),
    discount: money(row.discount),
    couponCode: row.coupon_code,
    tax: money(row.tax),
    taxIncluded: row.tax_mode === 'inclusive',
    taxLabel:
      row.tax_mode === 'off'
        ? null
        : row.tax_rate_bps === null
          ? 'Tax'
          : `Tax ${row.tax_rate_bps / 100} % (${row.tax_country ?? ''})`,
    payment:
      row.captured_at === null || row.paid_amount === null || row.provider_object_id === null
        ? null
        : { paidAt: row.captured_at.toISOString(), amount: money(row.paid_amount), reference: row.provider_object_id },
  }
}

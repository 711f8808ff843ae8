import type {
  ListSalesInput,
  Sale,
  SalesByDay,
  SalesByDayInput,
  SalesPage,
  SalesTotals,
  SellerProduct,
} from '@cashwrap/shared/contracts/seller'
import type { SellerId } from '@cashwrap/shared/ids'
import { ok, type Result } from '@cashwrap/shared/result'
import { addDays, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { findOwnSeller, type NoSeller } from './find-seller.ts'
import { listSalesOf, productsOf, type SaleRow, salesByDayOf, totalsOf } from './sales-report-store.ts'

interface Deps {
  db: Db
  clock: Clock
}

/** What the signed-in seller offers, with how much of it was sold. */
export async function listOwnProducts(
  deps: Deps,
  actor: Actor,
  _input: undefined,
): Promise<Result<SellerProduct[], NoSeller>> {
  const seller = await findOwnSeller(deps, actor)
  return seller.ok ? ok(await productsOf(deps.db, seller.value.id)) : seller
}

/** A page of the signed-in seller's sales, newest first. */
export async function listSales(deps: Deps, actor: Actor, input: ListSalesInput): Promise<Result<SalesPage, NoSeller>> {
  const seller = await findOwnSeller(deps, actor)
  if (!seller.ok) return seller
  return ok(await salesPage(deps.db, seller.value.id, input))
}

/** A page of a seller's sales, newest first. */
export async function salesPage(
  db: Db,
  sellerId: SellerId,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<SalesPage> {
  const rows = await listSalesOf(db, sellerId, cursor, limit)
  return toPage(rows, limit, (row) => [row.soldAt.toISOString(), row.orderId], toSale)
}

/** All sales of the signed-in seller, a row per currency. */
export async function totalSales(
  deps: Deps,
  actor: Actor,
  _input: undefined,
): Promise<Result<SalesTotals[], NoSeller>> {
  const seller = await findOwnSeller(deps, actor)
  if (!seller.ok) return seller
  const rows = await totalsOf(deps.db, seller.value.id)
  return ok(rows.map((row) => ({ ...row, net: row.gross - row.refunded - row.fee })))
}

/** Each of the last `days` days in UTC, today included, with what was sold on it in one currency. */
export async function listSalesByDay(
  deps: Deps,
  actor: Actor,
  input: SalesByDayInput,
): Promise<Result<SalesByDay, NoSeller>> {
  const seller = await findOwnSeller(deps, actor)
  if (!seller.ok) return seller
  const today = new Date(deps.clock.now().toISOString().slice(0, 10))
  const first = addDays(today, 1 - input.days)
  const sold = await salesByDayOf(deps.db, seller.value.id, input.currency, first)
  const byDay = new Map(sold.map((row) => [row.day, row]))
  return ok(
    Array.from({ length: input.days }, (_, index) => {
      const day = addDays(first, index).toISOString().slice(0, 10)
      return byDay.get(day) ?? { day, sales: 0, gross: 0, net: 0 }
    }),
  )
}

function toSale(row: SaleRow): Sale {
  const money = (amount: number) => ({ amount, currency: row.currency })
  const fee = row.fee - row.feeRefunded
  return {
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    soldAt: row.soldAt.toISOString(),
    titles: row.titles,
    gross: money(row.gross),
    refunded: money(row.refunded),
    fee: money(fee),
    net: money(row.gross - row.refunded - fee),
    payout: row.way === 'destination' ? 'with-payment' : payoutOf(row.transferState),
  }
}

const PAYOUT = { requested: 'waiting', succeeded: 'sent', failed: 'failed' } as const
const payoutOf = (state: SaleRow['transferState']): Sale['payout'] => (state === null ? 'nothing-due' : PAYOUT[state])

import type { ProductId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/** When and where an event is; `timeZone` is IANA's name of the place's clocks. */
export interface EventSchedule {
  startsAt: Date
  timeZone: string
  place: string
}

/** The schedules of those of these products that are events, as they are now. */
export async function eventSchedules(
  db: Db | Tx,
  productIds: readonly ProductId[],
): Promise<Map<ProductId, EventSchedule>> {
  if (productIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('events')
    .select(['product_id', 'starts_at', 'time_zone', 'place'])
    .where('product_id', '=', sql<ProductId>`any(${[...productIds]}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [row.product_id, { startsAt: row.starts_at, timeZone: row.time_zone, place: row.place }]),
  )
}

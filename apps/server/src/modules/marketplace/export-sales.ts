import type { Sale } from '@cashwrap/shared/contracts/seller'
import type { SellerId } from '@cashwrap/shared/ids'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { findOwnSeller, type NoSeller } from './find-seller.ts'
import { salesPage } from './show-sales.ts'

/** Few enough that memory does not grow with the number of sales. */
const CHUNK = 500

/** All sales of the signed-in seller, newest first, read a chunk at a time as they are taken. */
export async function exportSales(
  deps: { db: Db; clock: Clock },
  actor: Actor,
  _input: undefined,
): Promise<Result<AsyncIterable<Sale[]>, NoSeller>> {
  const seller = await findOwnSeller(deps, actor)
  return seller.ok ? ok(chunks(deps.db, seller.value.id)) : seller
}

async function* chunks(db: Db, sellerId: SellerId): AsyncGenerator<Sale[]> {
  let cursor: string | undefined
  do {
    const page = await salesPage(db, sellerId, { cursor, limit: CHUNK })
    yield page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

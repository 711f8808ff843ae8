import type { ListProductsInput, ProductPage } from '@cashwrap/shared/contracts/catalogue'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { decodeCursor, toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { cursorLength, isCursorOf } from './domain/product-cursor.ts'
import { searchQuery } from './domain/search-query.ts'
import { toCard } from './product-card-store.ts'
import { readProductPage } from './product-page-store.ts'

interface Deps {
  db: Db
  config: { shop: { currency: string } }
}

/** One page of what the shop shows, as this reader sees it. */
export async function listProducts(
  deps: Deps,
  actor: Actor,
  input: ListProductsInput,
): Promise<Result<ProductPage, never>> {
  const { sort, limit } = input
  const after = decodeCursor(input.cursor, cursorLength(sort))
  const rows = await readProductPage(deps.db, {
    search: searchQuery(input.search ?? ''),
    kind: input.kind ?? null,
    sort,
    after: after && isCursorOf(sort, after) ? after : undefined,
    limit,
    shopCurrency: deps.config.shop.currency,
    reader: actor.user,
  })
  return ok(toPage(rows, limit, (row) => row.cursor, toCard))
}

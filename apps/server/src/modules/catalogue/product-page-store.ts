import type { ProductSort } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId } from '@cashwrap/shared/ids'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { type CardRow, cardColumns } from './product-card-store.ts'

export interface ProductQuery {
  /** A `tsquery` text. */
  search: string | null
  kind: ProductKind | null
  sort: ProductSort
  /** The sort values of the last row of the page before, of the form its sort has. */
  after: readonly (string | number)[] | undefined
  limit: number
  /** Prices in this currency are compared first; there is no exchange rate between two. */
  shopCurrency: string
  reader: Actor['user']
}

export interface PageRow extends CardRow {
  cursor: (string | number)[]
}

/** One page of cards and one row more if there is more, in one statement: the page's ids by an index, then what a card shows. */
export async function readProductPage(db: Db, query: ProductQuery): Promise<PageRow[]> {
  const { rows } = await sql<PageRow>`
    with page as (${pageBy[query.sort](query)})
    select ${cardColumns(query.reader)}, page.cursor
    from page
    join products on products.id = page.id
    left join events on events.product_id = products.id
    order by page.place`.execute(db)
  return rows
}

interface PlacedId {
  id: ProductId
  /** The order within the page. */
  place: number
  cursor: (string | number)[]
}

const isListed = ({ search, kind }: ProductQuery) => sql`
  products.status = 'published'
  ${search === null ? sql`` : sql`and products.search @@ to_tsquery('simple', ${search})`}
  ${kind === null ? sql`` : sql`and products.kind = ${kind}`}`

const pageBy: Record<ProductSort, (query: ProductQuery) => RawBuilder<PlacedId>> = {
  featured: (query) => sql`
    select id, row_number() over (order by position, id) as place, json_build_array(position, id) as cursor
    from products
    where ${isListed(query)}
      ${query.after ? sql`and (position, id) > (${query.after[0]}::bigint, ${query.after[1]}::uuid)` : sql``}
    order by position, id
    limit ${query.limit + 1}`,

  newest: (query) => {
    const at = sql`timestamptz 'epoch' + ${query.after?.[0]}::bigint * interval '1 microsecond'`
    return sql`
      select id, row_number() over (order by created_at desc, id) as place,
        json_build_array((extract(epoch from created_at) * 1000000)::bigint, id) as cursor
      from products
      where ${isListed(query)}
        ${query.after ? sql`and created_at <= ${at} and (created_at < ${at} or id > ${query.after[1]}::uuid)` : sql``}
      order by created_at desc, id
      limit ${query.limit + 1}`
  },

  // The cursor names the last product and not its title, which may be longer than a cursor.
  title: (query) => {
    const last = sql`${query.after?.[0]}::uuid`
    return sql`
      select id, row_number() over (order by title, id) as place, json_build_array(id) as cursor
      from products
      where ${isListed(query)}
        ${query.after ? sql`and (title, id) > ((select title from products where id = ${last}), ${last})` : sql``}
      order by title, id
      limit ${query.limit + 1}`
  },

  'price-low': (query) => pageByPrice(query, sql`asc`, sql`>`),
  'price-high': (query) => pageByPrice(query, sql`desc`, sql`<`),
}

/**
 * A product stands at its lowest price: the lowest in the shop's currency, or for one not sold in that currency the first of
 * another, after all the shop's own (an amount of yen and one of cents do not compare). Each part is a range of
 * `prices_by_amount` and stops after a page: the shop's currency, those before it in the alphabet, those after it.
 */
function pageByPrice(query: ProductQuery, direction: RawBuilder<unknown>, beyond: RawBuilder<unknown>) {
  const { after, limit, shopCurrency } = query
  const [lastPart = 0, currency, amount, id] = after ?? []
  const parts = [sql`=`, sql`<`, sql`>`].map((isCompared, part) => ({
    part,
    select: sql`(
      select ${part}::integer as part, first.currency, first.unit_amount, first.product_id
      from prices first
      join products on products.id = first.product_id
      where first.active and first.currency ${isCompared} ${shopCurrency} and ${isListed(query)}
        and not exists (
          select from prices other
          where other.product_id = first.product_id and other.active
            and (other.currency <> ${shopCurrency}, other.currency, other.unit_amount, other.id)
              < (first.currency <> ${shopCurrency}, first.currency, first.unit_amount, first.id)
        )
        ${
          after && part === lastPart
            ? sql`and (first.currency, first.unit_amount, first.product_id) ${beyond} (${currency}, ${amount}::bigint, ${id}::uuid)`
            : sql``
        }
      order by first.currency ${direction}, first.unit_amount ${direction}, first.product_id ${direction}
      limit ${limit + 1}
    )`,
  }))
  const left = parts.filter(({ part }) => part >= Number(lastPart)).map(({ select }) => select)
  const order = sql`part, currency ${direction}, unit_amount ${direction}, product_id ${direction}`
  return sql<PlacedId>`
    select product_id as id, row_number() over (order by ${order}) as place,
      json_build_array(part, currency, unit_amount, product_id) as cursor
    from (${sql.join(left, sql` union all `)}) parts
    order by ${order}
    limit ${limit + 1}`
}

import type { ProductCard, ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId } from '@cashwrap/shared/ids'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../auth/index.ts'
import { availabilityOf } from './domain/availability.ts'
import { openings } from './openings-store.ts'
import { activePrices, creditsOf } from './priceable-store.ts'

export interface CardRow {
  id: ProductId
  slug: string
  kind: ProductKind
  title: string
  summary: string
  picture_seed: string
  seller: { slug: string; name: string } | null
  prices: ProductPrice[]
  starts_at: Date | null
  ends_at: Date | null
  time_zone: string | null
  place: string | null
  seats_left: number | null
  credits: ProductCard['credits']
  is_owned: boolean
}

/**
 * The columns of a card, for a query over `products` with `events` joined. Whether it is open to the reader already is read
 * here from the grants themselves, as a second statement per page would be the alternative.
 */
export const cardColumns = (reader: Actor['user']): RawBuilder<CardRow> => sql`
  products.id, products.slug, products.kind, products.title, products.summary, products.picture_seed,
  (select json_build_object('slug', sellers.slug, 'name', sellers.name)
     from sellers where sellers.id = products.seller_id) as seller,
  ${activePrices} as prices, ${creditsOf} as credits,
  events.starts_at, events.ends_at, events.time_zone, events.place,
  events.capacity - events.held - events.sold as seats_left,
  ${reader === null ? sql`false` : isOwnedBy(reader)} as is_owned`

const isOwnedBy = (reader: NonNullable<Actor['user']>) => sql<boolean>`exists (
  select from ${openings({ opened: sql.ref('products.id') })} as openings
  where openings.granted_id in (
    select grants.product_id from grants
    where grants.user_id = ${reader.id} and grants.revoked_at is null
    union all
    select grants.product_id from grants
    where grants.email = ${reader.email} and grants.user_id is null and grants.revoked_at is null
  )
)`

export const toCard = (row: CardRow): ProductCard => ({
  id: row.id,
  slug: row.slug,
  kind: row.kind,
  title: row.title,
  summary: row.summary,
  pictureSeed: row.picture_seed,
  seller: row.seller,
  prices: row.prices,
  availability: availabilityOf({
    kind: row.kind,
    seatsLeft: row.seats_left,
    prices: row.prices,
    credits: row.credits,
  }),
  event: toEvent(row),
  credits: row.credits,
  isOwned: row.is_owned,
})

function toEvent(row: CardRow): ProductCard['event'] {
  if (row.starts_at === null || row.ends_at === null || row.time_zone === null) return null
  return {
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    timeZone: row.time_zone,
    place: row.place ?? '',
    seatsLeft: row.seats_left ?? 0,
  }
}

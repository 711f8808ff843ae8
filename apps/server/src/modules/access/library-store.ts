import type { LibraryItem, OpenedCourse } from '@cashwrap/shared/contracts/library'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { FileId, OrderId, ProductId } from '@cashwrap/shared/ids'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { ActorUser } from '../auth/index.ts'
import { openings } from '../catalogue/index.ts'

interface LibraryRow {
  id: ProductId
  slug: string
  kind: ProductKind
  title: string
  summary: string
  picture_seed: string
  seller_name: string | null
  through: LibraryItem['through']
  order_id: OrderId
  granted_at: Date
  lesson_count: number
  files: LibraryItem['files']
  starts_at: Date | null
  ends_at: Date | null
  time_zone: string | null
  place: string | null
  seats: number
}

/** What a user has: granted to them, or to the address they proved while nobody has claimed it. */
const isTheirs = (user: ActorUser) => sql<boolean>`
  grants.revoked_at is null
  and (grants.user_id = ${user.id} or (grants.user_id is null and grants.email = ${user.email}))`

/** Whether a grant opens a product. */
const opens = (productId: RawBuilder<ProductId>) => sql<boolean>`
  grants.product_id in (select openings.granted_id from ${openings({ opened: productId })} as openings)`

/**
 * A product by its id. The offset keeps it a look-up for each: how many a seller's plan opens is thought to be far more than it
 * is, and all products of the shop would be read instead.
 */
const eachById = sql`
  select id, slug, kind, title, summary, picture_seed, seller_id
  from products
  where products.id = theirs.product_id and products.kind <> 'plan'
  offset 0`

/** Of all that opens one product what was bought first, the newest of it first. */
const byWorth = sql`granted.plan_id is not null, granted.granted_at desc, granted.id desc`

/**
 * Everything a user can open, the parts of a lesson each by itself, newest first and each product once, in one statement. What was
 * bought counts as bought, also where a plan opens it; the plans themselves are no part of it.
 */
export async function readLibrary(db: Db, user: ActorUser): Promise<LibraryItem[]> {
  const { rows } = await sql<LibraryRow>`
    with granted as (
      select grants.id, grants.product_id, grants.quantity, grants.granted_at, grants.order_id,
        case grants.source_kind when 'subscription' then grants.product_id end as plan_id
      from grants
      where ${isTheirs(user)} and grants.order_id is not null
    ), theirs as (
      select openings.opened_id as product_id,
        sum(case granted.product_id when openings.opened_id then granted.quantity else 1 end)::integer as seats,
        (array_agg(granted.granted_at order by ${byWorth}))[1] as granted_at,
        (array_agg(granted.order_id order by ${byWorth}))[1] as order_id,
        (array_agg(granted.plan_id order by ${byWorth}))[1] as plan_id
      from granted
      cross join lateral ${openings({ granted: sql.ref('granted.product_id') })} as openings
      group by openings.opened_id
    )
    select products.id, products.slug, products.kind, products.title, products.summary, products.picture_seed,
      sellers.name as seller_name,
      (select json_build_object('title', plan.title, 'slug', plan.slug) from products plan where plan.id = theirs.plan_id) as through,
      theirs.order_id, theirs.granted_at, theirs.seats,
      (select count(*)::integer from course_lessons where course_lessons.product_id = products.id) as lesson_count,
      (select coalesce(json_agg(json_build_object(
         'id', file.id, 'fileName', file.file_name, 'contentType', file.content_type,
         'sizeBytes', file.size_bytes, 'sha256', file.sha256) order by file.position), '[]')
       from digital_files file where file.product_id = products.id) as files,
      events.starts_at, events.ends_at, events.time_zone, events.place
    from theirs
    cross join lateral (${eachById}) as products
    left join sellers on sellers.id = products.seller_id
    left join events on events.product_id = products.id
    order by theirs.granted_at desc, products.id`.execute(db)
  return rows.map((row) => ({
    productId: row.id,
    slug: row.slug,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    pictureSeed: row.picture_seed,
    sellerName: row.seller_name,
    through: row.through,
    orderId: row.order_id,
    grantedAt: row.granted_at.toISOString(),
    lessonCount: row.lesson_count,
    files: row.files,
    event: toEvent(row),
  }))
}

function toEvent(row: LibraryRow): LibraryItem['event'] {
  if (row.starts_at === null || row.ends_at === null || row.time_zone === null || row.place === null) return null
  return {
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    timeZone: row.time_zone,
    place: row.place,
    seats: row.seats,
  }
}

interface CourseRow {
  id: ProductId
  title: string
  kind: ProductKind
  picture_seed: string
  lessons: OpenedCourse['lessons'] | null
}

/** The lessons a reader may read: all of them for who has the product, else the previews of a published one; none is undefined. */
export async function readLessons(db: Db, slug: string, reader: ActorUser | null): Promise<OpenedCourse | undefined> {
  if (!isStorableText(slug)) return undefined
  const isOwned =
    reader === null
      ? sql`false`
      : sql`exists (select from grants where ${isTheirs(reader)} and ${opens(sql.ref('products.id'))})`
  const { rows } = await sql<CourseRow>`
    select products.id, products.title, products.kind, products.picture_seed,
      (select json_agg(json_build_object(
         'position', lesson.position, 'title', lesson.title, 'minutes', lesson.minutes, 'body', lesson.body) order by lesson.position)
       from course_lessons lesson
       where lesson.product_id = products.id
         and (${isOwned} or (lesson.is_preview and products.status = 'published'))) as lessons
    from products
    where products.slug = ${slug}`.execute(db)
  const [row] = rows
  if (!row?.lessons) return undefined
  return { productId: row.id, title: row.title, kind: row.kind, pictureSeed: row.picture_seed, lessons: row.lessons }
}

/** Where a file lies, if the user has the product it belongs to. */
export async function findOwnedFile(
  db: Db,
  fileId: FileId,
  user: ActorUser,
): Promise<{ storageKey: string; fileName: string; contentType: string } | undefined> {
  return db
    .selectFrom('digital_files')
    .select(['storage_key as storageKey', 'file_name as fileName', 'content_type as contentType'])
    .where('digital_files.id', '=', fileId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('grants')
          .select('grants.id')
          .where(opens(sql.ref('digital_files.product_id')))
          .where(isTheirs(user)),
      ),
    )
    .executeTakeFirst()
}

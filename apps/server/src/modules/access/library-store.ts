import type { LibraryItem, OpenedCourse } from '@cashwrap/shared/contracts/library'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { FileId, OrderId, ProductId } from '@cashwrap/shared/ids'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { ActorUser } from '../auth/index.ts'

interface LibraryRow {
  id: ProductId
  slug: string
  kind: ProductKind
  title: string
  summary: string
  picture_seed: string
  seller_name: string | null
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

/** Whether a grant opens a product: it is for the product itself, or for something the product is a part of. */
const opens = (productId: RawBuilder<unknown>) => sql<boolean>`(grants.product_id = ${productId}
  or grants.product_id in (select whole.product_id from product_parts whole where whole.part_id = ${productId}))`

/** Everything a user has, the parts of a lesson each by itself, newest first and each product once, in one statement. */
export async function readLibrary(db: Db, user: ActorUser): Promise<LibraryItem[]> {
  const { rows } = await sql<LibraryRow>`
    with granted as (
      select grants.id, grants.product_id, grants.quantity, grants.granted_at, grants.order_id
      from grants
      where ${isTheirs(user)} and grants.order_id is not null
    ), opened as (
      select * from granted
      union all
      select granted.id, product_parts.part_id, 1, granted.granted_at, granted.order_id
      from granted join product_parts on product_parts.product_id = granted.product_id
    ), theirs as (
      select product_id,
        sum(quantity)::integer as seats,
        max(granted_at) as granted_at,
        (array_agg(order_id order by granted_at desc, id desc))[1] as order_id
      from opened
      group by product_id
    )
    select products.id, products.slug, products.kind, products.title, products.summary, products.picture_seed,
      sellers.name as seller_name,
      theirs.order_id, theirs.granted_at, theirs.seats,
      (select count(*)::integer from course_lessons where course_lessons.product_id = products.id) as lesson_count,
      (select coalesce(json_agg(json_build_object(
         'id', file.id, 'fileName', file.file_name, 'contentType', file.content_type,
         'sizeBytes', file.size_bytes, 'sha256', file.sha256) order by file.position), '[]')
       from digital_files file where file.product_id = products.id) as files,
      events.starts_at, events.ends_at, events.time_zone, events.place
    from theirs
    join products on products.id = theirs.product_id
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
      : sql`exists (select from grants where ${opens(sql.ref('products.id'))} and ${isTheirs(reader)})`
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

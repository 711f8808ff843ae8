import type { Product } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { Actor } from '../auth/index.ts'
import { type CardRow, cardColumns, toCard } from './product-card-store.ts'

interface ProductRow extends CardRow {
  description: string
  includes: string[]
  lessons: Product['lessons']
  files: Product['files']
}

/** A published product with all its page shows, in one statement. */
export async function readProduct(db: Db, slug: string, reader: Actor['user']): Promise<Product | undefined> {
  if (!isStorableText(slug)) return undefined
  const { rows } = await sql<ProductRow>`
    select ${cardColumns(reader)}, products.description, products.includes,
      (select coalesce(json_agg(json_build_object(
         'title', lesson.title, 'minutes', lesson.minutes, 'isPreview', lesson.is_preview) order by lesson.position), '[]')
       from course_lessons lesson where lesson.product_id = products.id) as lessons,
      (select coalesce(json_agg(json_build_object(
         'fileName', file.file_name, 'contentType', file.content_type, 'sizeBytes', file.size_bytes) order by file.position), '[]')
       from digital_files file where file.product_id = products.id) as files
    from products
    left join events on events.product_id = products.id
    where products.slug = ${slug} and products.status = 'published'`.execute(db)
  const [row] = rows
  return (
    row && {
      ...toCard(row),
      description: row.description,
      includes: row.includes,
      lessons: row.lessons,
      files: row.files,
    }
  )
}

/** Any product, shown or not, by the end of its address. */
export async function findProductBySlug(db: Db, slug: string): Promise<{ id: ProductId; title: string } | undefined> {
  if (!isStorableText(slug)) return undefined
  return db.selectFrom('products').select(['id', 'title']).where('slug', '=', slug).executeTakeFirst()
}

/** Locks a product, so that changes of its status and prices happen one after the other. */
export async function lockProduct(
  tx: Tx,
  id: ProductId,
): Promise<{ kind: ProductKind; status: 'draft' | 'published' | 'unpublished'; title: string } | undefined> {
  return tx
    .selectFrom('products')
    .select(['kind', 'status', 'title'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function setProductStatus(tx: Tx, id: ProductId, status: 'published' | 'unpublished'): Promise<void> {
  await tx.updateTable('products').set({ status }).where('id', '=', id).execute()
}

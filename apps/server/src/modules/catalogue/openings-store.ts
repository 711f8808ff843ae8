import type { ProductId } from '@cashwrap/shared/ids'
import { type RawBuilder, sql } from 'kysely'

/**
 * Which product opens which, as a table of `granted_id` and `opened_id` for one of either side: a product opens itself, its parts
 * and theirs; a plan of a seller besides everything they have in the shop, but their other plans, credits, which are spent, and
 * events, whose seats are sold one by one. A pair may be there more than once.
 */
export function openings(
  of: { granted: RawBuilder<ProductId> } | { opened: RawBuilder<ProductId> },
): RawBuilder<{ granted_id: ProductId; opened_id: ProductId }> {
  const [product, isAsked] =
    'granted' in of
      ? [of.granted, (granted: string, _opened: string) => sql`${sql.ref(granted)} = ${of.granted}`]
      : [of.opened, (_granted: string, opened: string) => sql`${sql.ref(opened)} = ${of.opened}`]
  return sql`(
    select ${product} as granted_id, ${product} as opened_id
    union all
    select whole.product_id, whole.part_id
    from product_parts whole
    where ${isAsked('whole.product_id', 'whole.part_id')}
    union all
    select whole.product_id, within.part_id
    from product_parts whole
    join product_parts within on within.product_id = whole.part_id
    where ${isAsked('whole.product_id', 'within.part_id')}
    union all
    select plans.product_id, shown.id
    from plans
    join products shown on shown.seller_id = plans.opens_seller_id and ${isOpenedWithSeller}
    where ${isAsked('plans.product_id', 'shown.id')}
    union all
    select plans.product_id, within.part_id
    from plans
    join products shown on shown.seller_id = plans.opens_seller_id and ${isOpenedWithSeller}
    join product_parts within on within.product_id = shown.id
    where ${isAsked('plans.product_id', 'within.part_id')}
  )`
}

const isOpenedWithSeller = sql`shown.status = 'published' and shown.kind not in ('plan', 'credit_package', 'event')`

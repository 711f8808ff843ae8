import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

const OWNED_ONCE: ReadonlySet<ProductKind> = new Set(['course', 'video', 'lesson', 'digital_product', 'plan'])

/** Whether owning it twice gains nothing, so that a second one is bought only by who asks for it knowingly. */
export const isOwnedOnce = (kind: ProductKind): boolean => OWNED_ONCE.has(kind)

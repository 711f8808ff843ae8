import type { ListProductsInput, ProductSort } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

/** What the address of the shop front says: `/?search=spike&kind=course&sort=price-low&pages=2`. */
export interface CatalogueSearch {
  search?: string
  kind?: ProductKind
  sort?: ProductSort
  /** How many pages are open, so that a shared or reloaded address shows the same shelf. */
  pages?: number
}

const KINDS: Record<ProductKind, true> = {
  course: true,
  video: true,
  lesson: true,
  digital_product: true,
  event: true,
  credit_package: true,
  plan: true,
}
const SORTS: Record<ProductSort, true> = {
  featured: true,
  newest: true,
  'price-low': true,
  'price-high': true,
  title: true,
}
const MAX_PAGES = 20
export const PAGE_SIZE = 24

const has = <Key extends string>(table: Record<Key, true>, value: unknown): value is Key =>
  typeof value === 'string' && Object.hasOwn(table, value)

/** Keeps what is meant and drops the rest: an address is never wrong. */
export function readCatalogueSearch(raw: Record<string, unknown>): CatalogueSearch {
  const read: CatalogueSearch = {}
  const search = String(raw.search ?? '')
    .trim()
    .slice(0, 100)
  if (search) read.search = search
  if (has(KINDS, raw.kind)) read.kind = raw.kind
  if (has(SORTS, raw.sort) && raw.sort !== 'featured') read.sort = raw.sort
  const pages = Math.min(Math.trunc(Number(raw.pages)), MAX_PAGES)
  if (pages > 1) read.pages = pages
  return read
}

/** The same as a question to the shop. */
export function toListInput({ search, kind, sort }: CatalogueSearch): Omit<
  ListProductsInput,
  'cursor' | 'limit' | 'sort'
> & {
  sort?: ProductSort
} {
  return { ...(search && { search }), ...(kind && { kind }), ...(sort && { sort }) }
}

export const isFiltered = ({ search, kind }: CatalogueSearch): boolean => Boolean(search ?? kind)

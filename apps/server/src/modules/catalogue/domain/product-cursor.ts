import type { ProductSort } from '@cashwrap/shared/contracts/catalogue'
import { isUuid } from '@cashwrap/shared/ids'

type Check = (value: string | number) => boolean

const isId: Check = (value) => typeof value === 'string' && isUuid(value)
const isCurrencyCode: Check = (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value)
const isPart: Check = (value) => value === 0 || value === 1 || value === 2
const isWhole: Check = (value) => Number.isSafeInteger(value)

/** What a page's cursor holds, by sort. Cursors come from callers: a value of the wrong form never reaches SQL. */
const SHAPES: Record<ProductSort, readonly Check[]> = {
  featured: [isWhole, isId],
  newest: [isWhole, isId],
  'price-low': [isPart, isCurrencyCode, isWhole, isId],
  'price-high': [isPart, isCurrencyCode, isWhole, isId],
  title: [isId],
}

export const cursorLength = (sort: ProductSort): number => SHAPES[sort].length

export const isCursorOf = (sort: ProductSort, values: readonly (string | number)[]): boolean =>
  SHAPES[sort].every((check, index) => check(values[index] ?? ''))

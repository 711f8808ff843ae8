import type { LibraryItem } from '@cashwrap/shared/contracts/library'
import { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { expect, it } from 'vitest'
import { groupLibrary } from './library-groups.ts'

const item = (kind: ProductKind, title: string, grantedAt = '2026-11-01T00:00:00Z'): LibraryItem => ({
  productId: title as LibraryItem['productId'],
  slug: title,
  kind,
  title,
  summary: '',
  pictureSeed: title,
  sellerName: title === 'Spike' ? 'North Pier' : null,
  through: null,
  orderId: 'order' as LibraryItem['orderId'],
  grantedAt,
  lessonCount: 0,
  files: [],
  event: null,
})

it('has a place for every kind of thing', () => {
  const all = ProductKind.options.map((kind) => item(kind, kind))
  const shown = groupLibrary(all).flatMap((group) => group.items)
  expect(shown.map((one) => one.kind).sort()).toEqual([...ProductKind.options].sort())
})

it('shows the newest first and no empty heading', () => {
  const groups = groupLibrary([item('course', 'Old', '2025-01-01T00:00:00Z'), item('course', 'New')])
  expect(groups.map((group) => [group.title, group.items.map((one) => one.title)])).toEqual([
    ['Courses', ['New', 'Old']],
  ])
})

it('finds by title and by seller', () => {
  const items = [item('course', 'Spike'), item('video', 'Lighthouse')]
  expect(groupLibrary(items, ' light')[0]?.items[0]?.title).toBe('Lighthouse')
  expect(groupLibrary(items, 'north pier')[0]?.items[0]?.title).toBe('Spike')
  expect(groupLibrary(items, 'moon')).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { readCatalogueSearch, toListInput } from './catalogue-search.ts'

describe('readCatalogueSearch', () => {
  it('keeps what is meant', () => {
    const search = { search: 'spike', kind: 'course', sort: 'price-low', pages: 3 }
    expect(readCatalogueSearch(search)).toEqual(search)
  })

  it('drops what means nothing, instead of failing', () => {
    expect(readCatalogueSearch({ search: '  ', kind: 'toString', sort: 'featured', pages: '-4', other: 1 })).toEqual({})
  })

  it('reads a number typed as a search, and bounds length and pages', () => {
    expect(readCatalogueSearch({ search: 135 })).toEqual({ search: '135' })
    expect(readCatalogueSearch({ search: 'a'.repeat(300), pages: 9999 })).toEqual({
      search: 'a'.repeat(100),
      pages: 20,
    })
  })
})

describe('toListInput', () => {
  it('asks only for what the shop knows: pages are ours', () => {
    expect(toListInput({ kind: 'event', pages: 2 })).toEqual({ kind: 'event' })
  })
})

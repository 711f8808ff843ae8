import { expect, it } from 'vitest'
import { readSiteSearch, readSitesSearch } from './sites-search.ts'

it('keeps what is meant and drops the rest', () => {
  const search = { search: 'blog', status: 'disabled', cursor: 'abc' }
  expect(readSitesSearch(search)).toEqual(search)
  expect(readSitesSearch({ search: 7, status: 'toString', cursor: '' })).toEqual({ search: '7' })
})

it('reads a user’s number', () => {
  expect(readSiteSearch({ user: '7' })).toEqual({ user: 7 })
  expect(readSiteSearch({ user: 0 })).toEqual({})
  expect(readSiteSearch({ user: 'seven' })).toEqual({})
})

import { expect, it } from 'vitest'
import { isFiltered, readCreditsSearch, statementCsv } from './credits-search.ts'

it.each([
  [
    { type: 'article', kind: 'spend' },
    { type: 'article', kind: 'spend' },
  ],
  [{ type: 'video_minute' }, { type: 'video_minute' }],
  [{ type: 'Article', kind: 'gift' }, {}],
  [{ type: "a' or 1", kind: 'toString' }, {}],
  [{ type: ['article'], kind: 1, user: 'mia' }, {}],
])('reads %o as %o', (raw, read) => {
  expect(readCreditsSearch(raw)).toEqual(read)
})

it('asks for the spreadsheet with the same filters', () => {
  expect(statementCsv({})).toBe('/api/credits/statement.csv')
  expect(statementCsv({ type: 'article', kind: 'spend' })).toBe('/api/credits/statement.csv?type=article&kind=spend')
  expect([isFiltered({}), isFiltered({ kind: 'free' })]).toEqual([false, true])
})

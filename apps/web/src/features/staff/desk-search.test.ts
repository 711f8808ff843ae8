import { expect, it } from 'vitest'
import { readInboxSearch, readOrdersSearch } from './desk-search.ts'

it('reads a search that the address turned into a number', () => {
  expect(readOrdersSearch({ search: 1042 })).toEqual({ search: '1042' })
})

it('drops what the desk does not know', () => {
  expect(readOrdersSearch({ state: 'toString', search: '  ', cursor: '', other: 'x' })).toEqual({})
  expect(readInboxSearch({ state: 'completed', cursor: 'abc' })).toEqual({ cursor: 'abc' })
})

it('keeps state and place', () => {
  expect(readOrdersSearch({ state: 'pending', cursor: 'abc' })).toEqual({ state: 'pending', cursor: 'abc' })
  expect(readInboxSearch({ state: 'failed' })).toEqual({ state: 'failed' })
  const others = { whose: 'others', instance: 'two.test', cursor: 'abc' }
  expect(readInboxSearch({ ...others, state: '' })).toEqual(others)
  expect(readInboxSearch({ whose: 'mine', instance: '' })).toEqual({})
})

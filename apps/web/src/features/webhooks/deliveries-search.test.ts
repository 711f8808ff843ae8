import { expect, it } from 'vitest'
import { readDeliveriesSearch } from './deliveries-search.ts'

const ID = '01999d3c-8a00-7abc-8def-0123456789ab'
const OTHER = '01999d3c-8a00-7abc-8def-0123456789ac'

it('keeps every filter and the place', () => {
  const search = { endpoint: ID, state: 'failed', type: 'order.completed', cursor: 'abc' }
  expect(readDeliveriesSearch(search)).toEqual(search)
  expect(readDeliveriesSearch({ site: ID.toUpperCase() })).toEqual({ site: ID })
})

it('drops what is no filter', () => {
  expect(readDeliveriesSearch({ endpoint: 'x', site: 7, state: 'toString', type: 'order.eaten', cursor: '' })).toEqual(
    {},
  )
})

it('asks for one receiver', () => {
  expect(readDeliveriesSearch({ endpoint: ID, site: OTHER })).toEqual({ endpoint: ID })
})

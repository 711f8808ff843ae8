import { expect, it } from 'vitest'
import { endpointWords, eventsWords, shortUrl } from './endpoint-words.ts'

it('says how an endpoint stands', () => {
  const failingSince = '2027-03-14T01:30:00.000Z'
  expect(endpointWords({ state: 'active', failingSince: null }).word).toBe('Active')
  expect(endpointWords({ state: 'active', failingSince }).word).toBe('Failing')
  expect(endpointWords({ state: 'disabled', failingSince }).word).toBe('Disabled')
})

it('says what is told to it', () => {
  expect(eventsWords([])).toBe('Every event')
  expect(eventsWords(['order.completed'])).toBe('order.completed')
  expect(eventsWords(['order.completed', 'order.refunded', 'credits.updated'])).toBe('order.completed and 2 more')
})

it('leaves the scheme only where it is unusual', () => {
  expect(shortUrl('https://erp.example.com/hooks/')).toBe('erp.example.com/hooks')
  expect(shortUrl('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080')
})

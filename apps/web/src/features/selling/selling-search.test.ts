import { expect, it } from 'vitest'
import { readSellingSearch } from './selling-search.ts'

it.each([
  [{ onboarding: 'done' }, { onboarding: 'done' }],
  [
    { onboarding: 'again', days: '90' },
    { onboarding: 'again', days: 90 },
  ],
  [
    { currency: 'KWD', days: 365 },
    { currency: 'KWD', days: 365 },
  ],
  [{ onboarding: 'maybe', currency: 'usd', days: 30 }, {}],
  [{ currency: ['USD'], days: '9e9' }, {}],
])('reads %o as %o', (raw, read) => {
  expect(readSellingSearch(raw)).toEqual(read)
})

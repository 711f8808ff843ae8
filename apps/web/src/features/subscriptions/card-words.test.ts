import { expect, it } from 'vitest'
import { cardEnd, cardWords } from './card-words.ts'

it.each([
  ['visa', '4242', 'Visa ending in 4242'],
  ['sepa_debit', null, 'SEPA debit'],
  ['new_scheme', '1111', 'new scheme ending in 1111'],
  ['constructor', '1111', 'constructor ending in 1111'],
  ['unknown', '0005', 'Card ending in 0005'],
])('names %s %s', (brand, last4, words) => {
  expect(cardWords({ brand, last4 })).toBe(words)
})

it('writes when a card ends as it stands on it', () => {
  const card = { brand: 'visa', last4: '4242', expMonth: 3, expYear: 2107 }
  expect(cardEnd(card)).toBe('03/07')
  expect(cardEnd({ ...card, expMonth: null, expYear: null })).toBeNull()
})

import type { PlanInterval, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { describe, expect, it } from 'vitest'
import { monthlyShare, priceAt, savingWords, sharedSaving } from './plan-saving.ts'

const price = (interval: PlanInterval, amount: number, currency = 'USD'): PlanPrice => ({
  id: `${interval}-${amount}` as never,
  externalId: '',
  interval,
  price: { amount, currency },
  credits: null,
})
const plan = (month: number | null, year: number | null, yearCurrency = 'USD') => ({
  prices: [
    ...(month === null ? [] : [price('month', month)]),
    ...(year === null ? [] : [price('year', year, yearCurrency)]),
  ],
})

describe('what a year saves', () => {
  it.each([
    ['whole months', plan(900, 9000), '2 months free'],
    ['one month', plan(1000, 11_000), '1 month free'],
    ['less than a month', plan(900, 10_500), 'saves $3.00'],
    ['nothing', plan(900, 10_800), null],
    ['less than nothing', plan(900, 12_000), null],
    ['no month to compare with', plan(null, 9000), null],
    ['no year', plan(900, null), null],
    ['another currency', plan(900, 9000, 'EUR'), null],
  ])('%s', (_name, given, words) => {
    expect(savingWords(given, 'en-US')).toBe(words)
  })

  it('is said of all at once only where it is true of all', () => {
    expect(sharedSaving([plan(900, 9000), plan(1900, 19_000), plan(500, null)])).toBe('2 months free')
    expect(sharedSaving([plan(900, 9000), plan(1900, 20_900)])).toBeNull()
    expect(sharedSaving([plan(900, 9000), plan(1900, 30_000)])).toBeNull()
    expect(sharedSaving([plan(500, null)])).toBeNull()
    expect(sharedSaving([])).toBeNull()
  })
})

it('says what a year is by the month, and when that is rounded', () => {
  expect(monthlyShare(price('year', 9000), 'en-US')).toBe('$7.50 a month')
  expect(monthlyShare(price('year', 10_000), 'en-US')).toBe('about $8.33 a month')
  expect(monthlyShare(price('month', 900), 'en-US')).toBeNull()
})

it('shows a plan that has one interval only at that one', () => {
  expect(priceAt(plan(900, 9000), 'year')?.price.amount).toBe(9000)
  expect(priceAt(plan(900, null), 'year')?.interval).toBe('month')
  expect(priceAt(plan(null, null), 'year')).toBeUndefined()
})

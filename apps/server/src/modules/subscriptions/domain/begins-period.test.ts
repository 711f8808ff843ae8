import { expect, it } from 'vitest'
import { beginsPeriod } from './observed.ts'

const covers = { from: new Date('2027-03-01'), to: new Date('2027-04-01'), providerPriceId: 'price_1' }

it.each([
  ['the first period, paid or free', { reason: 'subscription_create', status: 'paid', covers }, true],
  ['a renewed period', { reason: 'subscription_cycle', status: 'paid', covers }, true],
  ['a period that is not paid', { reason: 'subscription_cycle', status: 'open', covers }, false],
  ['a period that nobody will pay', { reason: 'subscription_cycle', status: 'uncollectible', covers }, false],
  ['the difference between two plans', { reason: 'subscription_update', status: 'paid', covers }, false],
  ['an invoice made by hand', { reason: 'manual', status: 'paid', covers: null }, false],
  ['one made by hand for the plan', { reason: 'manual', status: 'paid', covers }, false],
  ['differences alone, charged with a renewal', { reason: 'subscription_cycle', status: 'paid', covers: null }, false],
] as const)('%s', (_what, invoice, begins) => {
  expect(beginsPeriod(invoice)).toBe(begins)
})

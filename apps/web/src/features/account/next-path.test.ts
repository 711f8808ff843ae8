import { expect, it } from 'vitest'
import { nextPath } from './next-path.ts'

it.each([
  ['/checkout', '/checkout'],
  ['/orders/019aa000?print=1#lines', '/orders/019aa000?print=1#lines'],
  ['//evil.example', '/library'],
  ['/\\evil.example', '/library'],
  ['/\t/evil.example', '/library'],
  ['https://evil.example/', '/library'],
  ['javascript:alert(1)', '/library'],
  ['/sign-in?next=/sign-in', '/library'],
  ['', '/library'],
])('after %j comes %s', (wanted, expected) => {
  expect(nextPath(wanted)).toBe(expected)
})

it('takes the first that is a path of the shop', () => {
  expect(nextPath(null, undefined, '//evil.example', '/orders', '/account')).toBe('/orders')
})

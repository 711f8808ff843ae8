import { expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

it.each([
  '/',
  '/library',
  '/orders/1001?from=mail#top',
  '/account/subscriptions/01999d3c-8a00-7abc-8def-0123456789af?fix=card',
  '/p/caf%C3%A9',
  '/search?q=//x',
  '/a/../b',
])('keeps %j, a path of the shop', (path) => {
  expect(safeNext(path)).toBe(path)
})

it.each([
  undefined,
  '',
  'library',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  '\\/evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/\tevil',
  '/\n/evil.example',
  '/ok\r\nSet-Cookie: a=b',
  '\u0000/library',
  ' /library',
])('refuses %j', (path) => {
  expect(safeNext(path)).toBeNull()
})

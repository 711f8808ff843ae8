import { expect, it } from 'vitest'
import { isFollowed, isOnlyLooking } from './who-looks.ts'

const asked = (headers: Record<string, string>, method = 'GET') => ({ method, headers })

it.each([
  [asked({}, 'HEAD'), true],
  [asked({ 'sec-purpose': 'prefetch' }), true],
  [asked({ 'sec-purpose': 'prefetch;prerender' }), true],
  [asked({ 'sec-purpose': 'prefetch;anonymous-client-ip' }), true],
  [asked({ 'sec-purpose': 'Prefetch; Prerender' }), true],
  [asked({ purpose: 'prefetch' }), true],
  [asked({ purpose: 'preview' }), true],
  [asked({ 'x-purpose': 'preview' }), true],
  [asked({ 'x-moz': 'prefetch' }), true],
  [asked({}), false],
  [asked({ purpose: 'checkout' }), false],
  [asked({ 'sec-purpose': 'noprefetching' }), false],
  [asked({ 'sec-purpose': '' }), false],
] as const)('%j only looks: %s', (request, expected) => {
  expect(isOnlyLooking(request)).toBe(expected)
})

const known = new Set(['https://shop.test'])
it.each([
  ['nothing said', {}, true],
  ['a click', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' }, true],
  ['a click, by a browser that says less', { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' }, true],
  [
    'an address typed in',
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' },
    true,
  ],
  ['a program, whose library says this of all it does', { 'sec-fetch-mode': 'cors' }, true],
  ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }, false],
  ['a picture', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' }, false],
  ['a neighbour’s picture', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'same-site' }, false],
  ['a script of our own', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }, true],
  [
    'a script of a known page',
    { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' },
    true,
  ],
  [
    'a script of another page',
    { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
    false,
  ],
] as const)('%s may be a link followed: %s', (_, headers, expected) => {
  expect(isFollowed(asked(headers), known)).toBe(expected)
})

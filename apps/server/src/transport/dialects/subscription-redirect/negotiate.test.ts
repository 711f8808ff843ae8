import { expect, it } from 'vitest'
import { wantedForm } from './negotiate.ts'

it.each([
  // What browsers, programs and libraries send.
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8', 'html'],
  ['application/json', 'json'],
  ['application/json, text/plain, */*', 'json'],
  ['application/json; charset=utf-8', 'json'],
  ['APPLICATION/JSON', 'json'],
  ['*/*', 'either'],
  ['', 'either'],
  [undefined, 'either'],
  // By q-values.
  ['text/html;q=0.8, application/json', 'json'],
  ['text/html, application/json;q=0.9', 'html'],
  ['text/html;q=0.2, application/json;q=0.1', 'html'],
  ['text/html;q=0, */*', 'json'],
  ['application/json;q=0, */*;q=0.1', 'html'],
  ['application/json;q=0', 'either'],
  ['text/html;q=0.5, */*;q=0.8', 'json'],
  ['text/html; level=1; q=0.3, application/json; q=0.4', 'json'],
  ['application/json ; q = 0.5 , text/html;q=0.4', 'json'],
  ['application/json;profile="a,text/html;q=1", text/html;q=0.9', 'json'],
  // Liked the same: named more closely, then named first.
  ['application/json, text/*', 'json'],
  ['text/*, application/json', 'json'],
  ['application/*, text/html', 'html'],
  ['application/json, text/html', 'json'],
  ['text/html, application/json', 'html'],
  ['application/*', 'json'],
  ['text/*', 'html'],
  ['application/xhtml+xml', 'html'],
  // Neither, or nothing that can be read.
  ['image/png', 'either'],
  ['application/problem+json', 'either'],
  ['application/jsonp', 'either'],
  ['application/json;q=2', 'either'],
  ['application/json;q=x, text/html;q=0.1', 'html'],
  [';;,,;q=1', 'either'],
] as const)('%j asks for %s', (accept, form) => {
  expect(wantedForm(accept)).toBe(form)
})

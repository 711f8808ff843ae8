import { expect, it } from 'vitest'
import { readGraphFailure } from './graph-failure.ts'

const body = (code: number, subcode?: number) => ({
  error: {
    message: `(#${code}) to +819012345678`,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    error_data: { messaging_product: 'whatsapp', details: 'about +819012345678' },
    fbtrace_id: 'A1',
  },
})

it.each([
  ['a recipient who is not on WhatsApp', 400, 131026],
  ['a recipient who has not written within a day', 400, 131047],
  ['a number that is none', 400, 131009],
  ['a number that a test account may not write to', 400, 131030],
  ["the shop's own number", 400, 131021],
  ['a reader who wants no messages', 400, 131050],
  ['a message of a wrong form', 400, 100],
])('gives up on %s', (_, status, code) => {
  expect(readGraphFailure(status, body(code))).toEqual({ kind: 'refused', code: String(code) })
})

it.each([
  ['too many messages', 429, 130429],
  ['too many messages to one person', 400, 131056],
  ['too many calls for the account', 400, 80007],
  ['too many calls for the app', 400, 4],
  ['something that went wrong there', 500, 131000],
  ['a service that is down', 503, 131016],
  ['an account in maintenance', 500, 131057],
  ['a token that has run out', 401, 190],
  ['a token that may not send', 403, 10],
  ['an account that is locked', 403, 131031],
  ['an account that has not paid', 400, 131042],
  ['what would be final, from a server that is failing', 500, 100],
  ['a code nobody knows', 400, 999999],
])('tries again after %s', (_, status, code) => {
  expect(readGraphFailure(status, body(code))).toEqual({ kind: 'unavailable', code: String(code) })
})

it('tries again where the sending number is set wrong, which the operator can put right', () => {
  expect(readGraphFailure(400, body(100, 33))).toEqual({ kind: 'unavailable', code: '100' })
})

it.each([[undefined], ['<html>'], [{ error: 'no' }], [{ error: { code: '131026' } }]])(
  'tries again after an answer that is not of the Graph API: %j',
  (answer) => {
    expect(readGraphFailure(400, answer)).toEqual({ kind: 'unavailable', code: 'HTTP 400' })
  },
)

import { expect, it } from 'vitest'
import { attemptWords, errorWords } from './answer-words.ts'

it.each([
  ['HTTP 500', 500, 'Answered 500: it broke'],
  ['HTTP 302', 302, 'Answered 302: redirects are not followed'],
  ['HTTP 410', 410, 'Answered 410: it wants nothing any more'],
  ['HTTP 418', 418, 'Answered 418: it refused it'],
  ['HTTP 200, but not from the plugin', 200, 'Answered 200, but not as the plugin does'],
  ['timed out', null, 'No answer came in time'],
  ['refused: the host is not on the internet', null, 'Not sent: the host is not on the internet'],
  ['the endpoint was disabled', null, 'The endpoint was disabled'],
  ['toString', null, 'ToString'],
])('says why: %s', (error, status, words) => {
  expect(errorWords(error, status)).toBe(words)
})

it('tells a taken attempt from one under way', () => {
  expect(attemptWords({ status: 204, error: null, durationMs: 12 })).toEqual({ word: 'Answered 204', tone: 'good' })
  expect(attemptWords({ status: null, error: null, durationMs: null }).tone).toBe('waiting')
  expect(attemptWords({ status: null, error: 'ECONNREFUSED', durationMs: 3 }).tone).toBe('bad')
})

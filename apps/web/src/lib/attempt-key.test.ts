import { describe, expect, it } from 'vitest'
import { afterFailure, attemptFor, makeAttemptKey } from './attempt-key.ts'

const question = { email: 'mika@example.org', total: 4999 }

describe('the key of an attempt', () => {
  it('stays the same for the same question and changes with it', () => {
    const first = attemptFor(null, question, makeAttemptKey)
    expect(attemptFor(first, { ...question }, makeAttemptKey)).toBe(first)
    expect(attemptFor(first, { ...question, total: 5999 }, makeAttemptKey).key).not.toBe(first.key)
  })

  it.each(['offline', 'internal', 'provider-unavailable', 'idempotency-key-in-progress'] as const)(
    'is used again after %s, which may have done its work',
    (failure) => {
      const first = attemptFor(null, question, makeAttemptKey)
      expect(attemptFor(afterFailure(first, failure), question, makeAttemptKey).key).toBe(first.key)
    },
  )

  it.each(['price-changed', 'seats-gone', 'idempotency-key-reused', 'too-many-requests'] as const)(
    'is spent after %s, which is an answer',
    (failure) => {
      const first = attemptFor(null, question, makeAttemptKey)
      expect(attemptFor(afterFailure(first, failure), question, makeAttemptKey).key).not.toBe(first.key)
    },
  )
})

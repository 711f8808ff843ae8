import { randomBytes, randomUUID } from 'node:crypto'
import type { UserId } from '@cashwrap/shared/ids'
import { describe, expect, it } from 'vitest'
import { BAD_KEY, idempotencyCaller, randomBits, readIdempotencyKey } from './idempotency-key.ts'

const read = (key?: string) => readIdempotencyKey({ headers: key === undefined ? {} : { 'idempotency-key': key } })

describe('an Idempotency-Key', () => {
  it('need not be sent', () => {
    expect(read()).toEqual({ ok: true, value: null })
  })
  it.each(['a', 'order 7', randomUUID(), '~'.repeat(255)])('may be %j', (key) => {
    expect(read(key)).toEqual({ ok: true, value: key })
  })
  it.each(['', 'a'.repeat(256), 'a\u0000b', 'a\tb', 'a\u007f', 'é', 'a\u0085'])(
    'is refused aloud if it is %j',
    (key) => {
      expect(read(key)).toEqual({ ok: false, failure: BAD_KEY })
    },
  )
})

describe('of a caller whom nobody knows', () => {
  const nobody = { user: null, visitHash: null }
  it.each([
    randomBytes(16).toString('hex'),
    randomBytes(16).toString('hex').toUpperCase(),
    randomBytes(16).toString('base64url').replace(/[\d]/g, '-'),
    randomBytes(32).toString('base64'),
    '9'.repeat(39),
  ])('%s can be a key', (key) => {
    expect(idempotencyCaller(nobody, key)).toBe('anyone')
  })
  it.each([
    'retry-1',
    randomUUID(),
    randomUUID().toUpperCase(),
    randomBytes(15).toString('hex'),
    'G'.repeat(21),
    '9'.repeat(38),
  ])('%s is too easily another’s', (key) => {
    expect(idempotencyCaller(nobody, key)).toBeNull()
  })
  it('counts what letters are worth', () => {
    expect(['12', 'ab', 'xy', 'a b'].map(randomBits)).toEqual([2 * Math.log2(10), 8, 12, 18])
  })
})

it('a known caller’s key is theirs alone, however short', () => {
  const user = { id: 'u1' as UserId, subject: null, email: null, roles: [] }
  const visitHash = Buffer.from('visit')
  expect(idempotencyCaller({ user, visitHash }, '1')).toBe('user:u1')
  expect(idempotencyCaller({ user: null, visitHash }, '1')).toBe(`visit:${visitHash.toString('base64url')}`)
})

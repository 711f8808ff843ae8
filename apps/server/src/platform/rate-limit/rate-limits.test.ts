import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { memoryRateLimits, redisRateLimits } from './rate-limits.ts'

const table = {
  plugin: { points: 3, seconds: 60 },
  register: { points: 1, seconds: 10 },
  links: { points: 1, seconds: 10 },
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('lets so many through in so much time, says when to come back, and counts each name and key by itself', async () => {
  const limits = memoryRateLimits(table)
  const take = (times: number, key = 'a') =>
    Promise.all(Array.from({ length: times }, () => limits.take('plugin', key)))
  expect((await take(3)).every(({ ok }) => ok)).toBe(true)
  vi.advanceTimersByTime(20_500)
  expect(await take(1)).toEqual([{ ok: false, retryAfterSeconds: 40 }])
  expect(await take(1, 'b')).toEqual([{ ok: true }])
  expect(await limits.take('register', 'a')).toEqual({ ok: true })
  vi.advanceTimersByTime(39_499)
  expect(await take(1)).toEqual([{ ok: false, retryAfterSeconds: 1 }])
  vi.advanceTimersByTime(1)
  expect((await take(4)).map(({ ok }) => ok)).toEqual([true, true, true, false])
})

it('goes on counting here while Redis does not answer', async () => {
  const answers = [[1, 60_000], new Error('gone'), new Error('gone'), new Error('gone'), new Error('gone'), [4, 7_001]]
  const client = {
    isReady: true,
    eval: async () => {
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  const limits = redisRateLimits(table, client)
  const outcomes = []
  for (let call = 0; call < 6; call++) outcomes.push(await limits.take('plugin', 'a'))
  expect(outcomes).toEqual([
    { ok: true },
    { ok: true },
    { ok: true },
    { ok: true },
    { ok: false, retryAfterSeconds: 60 },
    { ok: false, retryAfterSeconds: 8 },
  ])
})

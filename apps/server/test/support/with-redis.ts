import { describe, inject, it } from 'vitest'

/** Tests that need a real Redis. Where there is none they do not pass: one line says what did not run. */
export function describeWithRedis(what: string, tests: (redisUrl: string) => void): void {
  const redisUrl = inject('redisUrl')
  if (redisUrl !== null) describe(what, () => tests(redisUrl))
  else it.todo(`${what} (no redis-server found, and REDIS_TEST_URL is not set)`)
}

import type { TestProject } from 'vitest/node'
import { readEnv } from '../../src/config/env.ts'
import { startRedisServer } from './redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Redis server to try things on, shared by all files; null where there is none. */
    redisUrl: string | null
  }
}

/** One Redis for the whole run: that of `REDIS_TEST_URL`, else the `redis-server` found on this machine. */
export default async function startTestRedis(project: TestProject): Promise<() => Promise<void>> {
  const given = readEnv()['REDIS_TEST_URL']
  const redis = given ? { url: given, stop: async () => undefined } : await startRedisServer()
  project.provide('redisUrl', redis?.url ?? null)
  return async () => redis?.stop()
}

import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimitName, RateLimitTable } from './rate-limit-names.ts'

export type TakenOrNot = { ok: true } | { ok: false; retryAfterSeconds: number }

export interface RateLimits {
  /** Counts one call of `key`. @param key whose, such as an id or a hash; each name counts by itself */
  take(name: RateLimitName, key: string): Promise<TakenOrNot>
}

/** Counted in this process alone. */
export const memoryRateLimits = (table: RateLimitTable): RateLimits =>
  limitsOver(table, (options) => new RateLimiterMemory(options))

/**
 * Counted in Redis, for all processes together. While Redis does not answer, each counts for itself.
 * @param client a connection of @redis/client whose commands fail at once while it is not there
 */
export const redisRateLimits = (table: RateLimitTable, client: object): RateLimits =>
  limitsOver(
    table,
    (options) =>
      new RateLimiterRedis({
        ...options,
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(options),
      }),
  )

type LimiterOptions = { keyPrefix: string; points: number; duration: number }

function limitsOver(table: RateLimitTable, open: (options: LimiterOptions) => RateLimiterAbstract): RateLimits {
  const limiterFor = (name: RateLimitName) =>
    open({ keyPrefix: `cashwrap:limit:${name}`, points: table[name].points, duration: table[name].seconds })
  const limiters: Record<RateLimitName, RateLimiterAbstract> = {
    plugin: limiterFor('plugin'),
    register: limiterFor('register'),
    links: limiterFor('links'),
  }
  return {
    async take(name, key) {
      try {
        await limiters[name].consume(key)
        return { ok: true }
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }
      }
    },
  }
}

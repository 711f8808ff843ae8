import { expect, it } from 'vitest'
import { openRedis } from '../src/gateways/redis/redis-connection.ts'
import { createLogger } from '../src/platform/logger.ts'
import { redisRateLimits } from '../src/platform/rate-limit/rate-limits.ts'
import { openDoor } from './support/door.ts'
import { describeWithRedis } from './support/with-redis.ts'

const log = createLogger('silent')
const table = {
  plugin: { points: 5, seconds: 600 },
  register: { points: 1, seconds: 600 },
  links: { points: 1, seconds: 600 },
}

describeWithRedis('limits in Redis', (redisUrl) => {
  it('count calls of all processes together, also at once', async () => {
    await using one = await openRedis(redisUrl, log)
    await using other = await openRedis(redisUrl, log)
    const key = crypto.randomUUID()
    const processes = [redisRateLimits(table, one.client), redisRateLimits(table, other.client)]
    const takes = await Promise.all(processes.flatMap((limits) => [1, 2, 3, 4].map(() => limits.take('plugin', key))))
    expect(takes.filter(({ ok }) => ok)).toHaveLength(5)
    for (const take of takes)
      if (!take.ok) {
        expect(take.retryAfterSeconds).toBeGreaterThan(590)
        expect(take.retryAfterSeconds).toBeLessThanOrEqual(600)
      }
    expect(await processes[0]?.take('register', key)).toEqual({ ok: true })
  })

  it('go on in each process while Redis is away', async () => {
    await using door = await openDoor(redisUrl)
    await using redis = await openRedis(door.url, log)
    const limits = redisRateLimits(table, redis.client)
    const key = crypto.randomUUID()
    expect(await limits.take('register', key)).toEqual({ ok: true })
    await door.shut()
    expect(await limits.take('register', key)).toEqual({ ok: true })
    expect(await limits.take('register', key)).toMatchObject({ ok: false })
  })
})

import { expect, it } from 'vitest'
import { redisCarts } from '../../src/gateways/redis/redis-cart-store.ts'
import { openRedis } from '../../src/gateways/redis/redis-connection.ts'
import {
  CART_LIFE_DAYS,
  type LineToPut,
  MAX_LINES,
  MAX_QUANTITY,
  type OwedChanges,
  owedChanges,
} from '../../src/modules/cart/index.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { openDoor } from '../support/door.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { recordingEnqueue } from '../support/recording-enqueue.ts'
import { describeWithRedis } from '../support/with-redis.ts'
import { cartStoreSuite } from './cart-store.suite.ts'

const limits = { lines: MAX_LINES, quantity: MAX_QUANTITY, days: CART_LIFE_DAYS }
const log = createLogger('silent')
const visit = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32)))

describeWithRedis('carts in Redis', (redisUrl) => {
  cartStoreSuite(async (database, clock) => {
    const redis = await openRedis(redisUrl, log)
    const { enqueue } = recordingEnqueue()
    const owed = owedChanges({ db: database.db, clock, enqueue })
    return {
      carts: redisCarts({ client: redis.client, clock, owed, limits }),
      [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
    }
  })
})

describeWithRedis('a connection to Redis', (redisUrl) => {
  const nothingOwed: OwedChanges = {
    owe: async () => undefined,
    ofVisit: async () => [],
    ofOrder: async () => [],
    markDone: async () => undefined,
  }
  const line: LineToPut = {
    productId: '0190a3c4-0000-7000-8000-000000000001' as LineToPut['productId'],
    quantity: 1,
    isOnce: false,
    prices: [{ amount: 1000, currency: 'USD' }],
    at: new Date('2026-05-04T09:00:00Z'),
  }
  const openHere = async (url: string) => {
    const redis = await openRedis(url, log)
    const carts = redisCarts({ client: redis.client, clock: fixedClock(), owed: nothingOwed, limits })
    return { redis, carts, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() }
  }
  const unavailable = { name: 'ThrownFailure', failure: { kind: 'cart-unavailable' } }

  it('keeps a cart in one key that ends by itself', async () => {
    await using here = await openHere(redisUrl)
    const { client } = here.redis
    const hash = visit()
    await here.carts.put(hash, line)
    const keys = await client.keys(`*${hash.toString('hex')}*`)
    expect(keys).toEqual([`cashwrap:cart:${hash.toString('hex')}`])
    const seconds = await client.ttl(keys[0] ?? '')
    expect(seconds).toBeGreaterThan(CART_LIFE_DAYS * 86_400 - 60)
    expect(seconds).toBeLessThanOrEqual(CART_LIFE_DAYS * 86_400)
  })

  it('sends its scripts again to a server that has forgotten them', async () => {
    await using here = await openHere(redisUrl)
    const hash = visit()
    await here.carts.put(hash, line)
    await here.redis.client.scriptFlush()
    expect(await here.carts.put(hash, line)).toEqual({ kind: 'put' })
    expect((await here.carts.find(hash))?.lines).toMatchObject([{ quantity: 2 }])
  })

  it('that is lost fails at once and in one way, and comes back by itself', async () => {
    await using door = await openDoor(redisUrl)
    await using here = await openHere(door.url)
    const hash = visit()
    await here.carts.put(hash, line)
    await door.shut()
    await expect(here.carts.find(hash)).rejects.toMatchObject(unavailable)
    await expect(here.carts.put(hash, line)).rejects.toMatchObject(unavailable)
    expect(await here.carts.isReachable()).toBe(false)
    await door.open()
    await expect.poll(() => here.carts.isReachable(), { timeout: 10_000 }).toBe(true)
    expect((await here.carts.find(hash))?.lines).toMatchObject([{ quantity: 1 }])
  })

  it('to a server that hangs fails within seconds, and comes back by itself', async () => {
    await using door = await openDoor(redisUrl)
    await using here = await openHere(door.url)
    const hash = visit()
    await here.carts.put(hash, line)
    door.jam()
    await expect(here.carts.find(hash)).rejects.toMatchObject(unavailable)
    await door.open()
    await expect.poll(() => here.carts.isReachable(), { timeout: 10_000 }).toBe(true)
  })

  it('is opened even if nobody is there yet', async () => {
    await using door = await openDoor(redisUrl)
    await door.shut()
    await using here = await openHere(door.url)
    expect(await here.carts.isReachable()).toBe(false)
    await door.open()
    await expect.poll(() => here.carts.isReachable(), { timeout: 10_000 }).toBe(true)
  })
})

import { EventEmitter, on } from 'node:events'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { REQUESTS_PER_CLIENT } from '../../src/modules/auth/domain/sign-in-limits.ts'
import { systemActor } from '../../src/modules/auth/index.ts'
import { watchCheckout } from '../../src/modules/checkout/index.ts'
import { buildServer } from '../../src/transport/http/build-server.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'

let house: House
let app: FastifyInstance
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  app = await buildServer(house.deps, { readEvent: () => null, isStopping: () => false })
})
afterAll(async () => {
  await app.close()
  await house[Symbol.asyncDispose]()
})

let asked = 0
const askFrom = async (remoteAddress: string) => {
  const payload = { email: `somebody-${++asked}@buyers.test` }
  return (await app.inject({ method: 'POST', url: '/trpc/auth.requestSignIn', remoteAddress, payload })).statusCode
}
const exhaust = async (addressOf: (n: number) => string) => {
  for (let n = 0; n < REQUESTS_PER_CLIENT; n++) expect(await askFrom(addressOf(n))).toBe(200)
}

it('one IPv4 caller’s limit is not another’s, also through a socket that takes both kinds', async () => {
  await exhaust(() => '::ffff:192.0.2.1')
  expect(await askFrom('::ffff:192.0.2.1')).toBe(429)
  expect(await askFrom('192.0.2.1')).toBe(429)
  expect(await askFrom('::ffff:192.0.2.2')).toBe(200)
})

it('an IPv6 caller does not get round it within its /64', async () => {
  await exhaust((n) => `2001:db8:1:2::${(n + 1).toString(16)}`)
  expect(await askFrom('2001:db8:1:2:ffff::1')).toBe(429)
  expect(await askFrom('2001:db8:1:3::1')).toBe(200)
})

it('a watch that has ended, by itself or by its caller, listens no more', async () => {
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const { sessionId, orderId } = await shopper.startPayable()
  const emitter = new EventEmitter()
  const signals = {
    changes: (id: string, signal: AbortSignal) => on(emitter, id, { signal }),
    [Symbol.asyncDispose]: async () => undefined,
  }
  const watch = (signal: AbortSignal) =>
    watchCheckout({ db: house.deps.db, signals }, systemActor('test'), { reference: sessionId }, signal)

  const leaving = new AbortController()
  const open = watch(leaving.signal)
  expect((await open.next()).value).toMatchObject({ stage: 'open' })
  const waiting = open.next()
  leaving.abort()
  expect(await waiting).toMatchObject({ done: true })
  expect(emitter.listenerCount(orderId)).toBe(0)

  await house.sandbox.pay(sessionId)
  await shopper.settle(sessionId)
  const stages: string[] = []
  for await (const { stage } of watch(new AbortController().signal)) stages.push(stage)
  expect(stages).toEqual(['paid'])
  expect(emitter.listenerCount(orderId)).toBe(0)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCashwrapClient, type Failure, failureOf, keepCookies } from '@cashwrap/client'
import { type House, openHouse } from '@cashwrap/server/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sell } from '../example/sell.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const EMAIL = 'kim@buyers.test'

it("lists, fills a cart, starts a checkout and hears live that it was paid, as the README's example does", async () => {
  const { shop, product, started } = await sell(house.url, EMAIL)
  expect(product.slug).toBe('course')
  if (started.status !== 'needs-payment') throw new Error('the course is not free')

  const stages: string[] = []
  const paid = new Promise<void>((resolve, reject) => {
    shop.checkout.watch.subscribe(
      { reference: started.sessionId },
      {
        onData: (status) => {
          stages.push(status.stage)
          if (status.stage === 'open') house.sandbox.pay(started.sessionId).catch(reject)
          if (status.stage === 'paid') resolve()
        },
        onError: reject,
      },
    )
  })
  await paid
  expect(stages.at(0)).toBe('open')

  const status = await shop.checkout.status.query({ reference: started.sessionId })
  expect(status).toMatchObject({ stage: 'paid', yours: { email: EMAIL } })
})

it('shows in its README the example that runs', () => {
  const folder = join(import.meta.dirname, '..')
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  expect(readme).toContain(readFileSync(join(folder, 'example/sell.ts'), 'utf8'))
})

it('keeps two shoppers apart, and without cookies there is no cart', async () => {
  const productId = house.products.course
  const [one, other] = [keepCookies(), keepCookies()].map((fetch) => createCashwrapClient({ url: house.url, fetch }))
  const forgetful = createCashwrapClient({ url: house.url })
  await one?.cart.add.mutate({ productId })
  await forgetful.cart.add.mutate({ productId })
  expect((await one?.cart.get.query({}))?.itemCount).toBe(1)
  expect((await other?.cart.get.query({}))?.itemCount).toBe(0)
  expect((await forgetful.cart.get.query({})).itemCount).toBe(0)
})

it('names the failure with its facts, and invents none where the shop said nothing', async () => {
  const shop = createCashwrapClient({ url: house.url, fetch: keepCookies() })
  const refusal = await shop.catalogue.get.query({ slug: 'nothing-of-this-name' }).catch(failureOf)
  expect(refusal).toEqual({ kind: 'not-found', what: 'product' } satisfies Failure)

  const nobody = createCashwrapClient({ url: 'http://127.0.0.1:1' })
  const silence: unknown = await nobody.catalogue.shopInfo.query().catch((error: unknown) => error)
  expect(silence).toBeInstanceOf(Error)
  expect(failureOf(silence)).toBeUndefined()
})

it('sends headers with calls and with live connections, and a repeated key begins one checkout', async () => {
  const seen: { path: string; trace: string | null; key: string | null }[] = []
  const cookies = keepCookies()
  const shop = createCashwrapClient({
    url: house.url,
    headers: () => ({ 'x-trace': 'abc' }),
    fetch: (target, init) => {
      const request = new Request(target, init)
      const { pathname } = new URL(request.url)
      seen.push({ path: pathname, trace: request.headers.get('x-trace'), key: request.headers.get('idempotency-key') })
      return cookies(request)
    },
  })
  await shop.cart.add.mutate({ productId: house.products.course })
  const input = { email: EMAIL, expectedTotal: { amount: 4999, currency: 'USD' }, buyAgain: true }
  const context = { idempotencyKey: 'one-attempt' }
  const first = await shop.checkout.start.mutate(input, { context })
  const second = await shop.checkout.start.mutate(input, { context })
  expect(second).toEqual(first)
  if (first.status !== 'needs-payment') throw new Error('the course is not free')

  await new Promise<void>((resolve, reject) => {
    const live = shop.checkout.watch.subscribe(
      { reference: first.sessionId },
      {
        onData: () => {
          live.unsubscribe()
          resolve()
        },
        onError: reject,
      },
    )
  })
  expect(seen.map(({ path }) => path)).toEqual([
    '/trpc/cart.add',
    '/trpc/checkout.start',
    '/trpc/checkout.start',
    '/trpc/checkout.watch',
  ])
  expect(seen.every(({ trace }) => trace === 'abc')).toBe(true)
  expect(seen.map(({ key }) => key)).toEqual([null, 'one-attempt', 'one-attempt', null])
})

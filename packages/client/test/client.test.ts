import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCashwrapClient, type Failure, failureOf, keepCookies } from '@cashwrap/client'
import { type House, openHouse, stockPlans } from '@cashwrap/server/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sell } from '../example/sell.ts'
import { changePlan, subscribe } from '../example/subscribe.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await stockPlans(house)
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

it('subscribes, and changes the plan at what was shown, as the other example does', async () => {
  const email = 'lou@buyers.test'
  const { shop, started } = await subscribe(house.url, 'plain', email)
  if (started.status !== 'needs-payment') throw new Error('a plan is paid on a page')
  await house.sandbox.pay(started.sessionId)
  await expect
    .poll(async () => (await shop.checkout.status.query({ reference: started.sessionId })).stage, { timeout: 20_000 })
    .toBe('paid')

  await shop.auth.requestSignIn.mutate({ email })
  // The receipt of a guest has a code, too.
  const codeSent = async () => {
    const letter = (await house.sandbox.mail(email)).find(({ subject }) => subject.startsWith('Sign in'))
    return /^ {4}(\d{6})$/m.exec(letter?.text ?? '')?.[1]
  }
  await expect.poll(codeSent, { timeout: 20_000 }).toBeDefined()
  await shop.auth.signInWithCode.mutate({ email, code: (await codeSent()) ?? '' })

  expect(await changePlan(shop, () => false)).toBeNull()
  let shown = 0
  const changed = await changePlan(shop, (preview) => {
    shown = preview.dueNow.amount
    return shown > 0
  })
  expect(changed).toMatchObject({ status: 'active', interval: 'month', plan: { slug: 'basic' } })
  if (!changed) throw new Error('nothing was changed')
  const { items } = await shop.subscriptions.invoices.query({ subscriptionId: changed.id })
  expect(items[0]).toMatchObject({ reason: 'change', status: 'paid', amountPaid: { amount: shown } })

  await expect(subscribe(house.url, 'basic', email)).rejects.toThrow('They have this plan already')
})

it('shows in its README the examples that run', () => {
  const folder = join(import.meta.dirname, '..')
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  for (const example of ['sell.ts', 'subscribe.ts'])
    expect(readme).toContain(readFileSync(join(folder, 'example', example), 'utf8'))
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

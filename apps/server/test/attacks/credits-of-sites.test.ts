import { newId, type SiteId, type UserId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Actor, systemActor } from '../../src/modules/auth/index.ts'
import { saveCreditPackage } from '../../src/modules/catalogue/index.ts'
import { getCheckoutStatus, startPaymentIntent, verifyCreditPurchase } from '../../src/modules/checkout/index.ts'
import { getOrder, listOrders } from '../../src/modules/orders/index.ts'
import { insertSite } from '../support/builders/site.ts'
import { expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'

const system = systemActor('test')
const EMAIL = 'somebody@buyers.test'

let house: House
let siteId: SiteId
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  siteId = await insertSite(house.deps.db)
})
afterAll(() => house[Symbol.asyncDispose]())

const holderOf = async (email: string): Promise<Actor & { user: { id: UserId } }> => {
  const id = newId<'user'>(Date.now())
  const row = { id, external_id: `user_${id}`, email, created_at: house.deps.clock.now() }
  await house.deps.db.insertInto('users').values(row).execute()
  const user = { id, email, roles: ['buyer' as const], subject: null }
  return { kind: 'user', user, visitHash: null, name: null, requestId: null }
}

it('an address that a site wrote down shows its holder nothing of what the site’s user bought', async () => {
  const started = await startPaymentIntent(house.deps, system, {
    source: 'test',
    forSite: { siteId, siteUserId: 7 },
    buy: { offer: { product: 'test_articles', kinds: ['credit_package'], currency: 'JPY' }, quantity: 1 },
    email: EMAIL,
    country: undefined,
    expectedTotal: { amount: 750, currency: 'JPY' },
    buyAgain: true,
    idempotency: null,
  })
  if (!started.ok || started.value.status !== 'needs-confirmation') throw new Error('there is nothing to confirm')
  const { orderId, sessionId } = started.value
  await house.sandbox.payIntent(sessionId)
  expect(await verifyCreditPurchase(house.deps, system, { siteId, way: 'intent', reference: sessionId })).toMatchObject(
    { ok: true },
  )
  const holder = await holderOf(EMAIL)
  expect(await listOrders(house.deps, holder, { limit: 20 })).toMatchObject({ ok: true, value: { items: [] } })
  expect(await getOrder(house.deps, holder, { orderId })).toMatchObject({ failure: { kind: 'not-found' } })
  expect(await getCheckoutStatus(house.deps, holder, { reference: sessionId })).toMatchObject({
    ok: true,
    value: { stage: 'paid', yours: null },
  })
})

it('a package that gives something else by now is another checkout, and not the one begun before', async () => {
  const shopper = new Shopper(house.url)
  expect(await shopper.mutate('cart.add', { productId: house.products.articles, quantity: 1 })).toMatchObject({
    ok: true,
  })
  const first = await shopper.startPayable()
  const former = await house.deps.db
    .selectFrom('credit_packages as k')
    .innerJoin('products as p', 'p.id', 'k.product_id')
    .select(['p.external_id', 'p.title', 'k.credits', 'k.credit_type'])
    .where('p.external_id', '=', 'test_articles')
    .executeTakeFirstOrThrow()
  const save = (credits: number) =>
    saveCreditPackage(house.deps, system, {
      externalId: 'test_articles',
      title: former.title,
      creditType: former.credit_type,
      credits,
      isPopular: false,
      discount: null,
    })
  expect((await save(former.credits * 2)).ok).toBe(true)
  const second = await shopper.startPayable()
  await house.sandbox.pay(second.sessionId)
  await shopper.settle(second.sessionId)
  const [item] = await house.deps.db
    .selectFrom('order_items')
    .select('credits')
    .where('order_id', '=', second.orderId)
    .execute()
  expect(item).toEqual({ credits: former.credits * 2 })
  expect((await house.sandbox.pay(first.sessionId)).outcome).toBe('expired')
  expect((await save(former.credits)).ok).toBe(true)
  await expectSound(house)
})

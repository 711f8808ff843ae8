import { newId, type UserId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../src/modules/auth/index.ts'
import { claimOrders, getOrder, listOrders } from '../src/modules/orders/index.ts'
import { transact } from '../src/platform/db/transaction.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const someone = async (email: string | null): Promise<Actor & { user: { id: UserId } }> => {
  const id = newId<'user'>(Date.now())
  await house.deps.db
    .insertInto('users')
    .values({ id, external_id: `user_${id}`, email, created_at: house.deps.clock.now() })
    .execute()
  return {
    kind: 'user',
    user: { id, email, roles: ['buyer'], subject: null },
    visitHash: null,
    name: null,
    requestId: null,
  }
}

const buy = async () => {
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const { orderId, sessionId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await shopper.settle(sessionId)
  return { orderId, email: shopper.email }
}

it('a buyer sees their own orders, claimed or bought as a guest, and nobody else’s', async () => {
  const [mine, theirs] = [await buy(), await buy()]
  const [me, them, nameless] = [await someone(mine.email), await someone(theirs.email), await someone(null)]
  const seenBy = async (actor: Actor) => {
    const page = await listOrders(house.deps, actor, { limit: 20 })
    if (!page.ok) throw new Error(page.failure.kind)
    return page.value.items.map(({ id }) => id)
  }
  const notFound = { ok: false, failure: { kind: 'not-found', what: 'order' } }

  const look = async () => {
    expect([await seenBy(me), await seenBy(them), await seenBy(nameless)]).toEqual([
      [mine.orderId],
      [theirs.orderId],
      [],
    ])
    expect(await getOrder(house.deps, me, mine)).toMatchObject({ ok: true, value: { id: mine.orderId } })
    for (const actor of [them, nameless]) expect(await getOrder(house.deps, actor, mine)).toEqual(notFound)
  }
  await look()
  await transact(house.deps.db, (tx) => claimOrders(tx, { userId: me.user.id, email: mine.email }))
  await look()
  // An address that changes hands takes no claimed order along.
  const heir: Actor = { ...them, user: { ...them.user, email: mine.email, roles: ['buyer'] } }
  expect(await getOrder(house.deps, heir, mine)).toEqual(notFound)
})

it('who is not signed in sees none', async () => {
  const visitor: Actor = { kind: 'visitor', user: null, visitHash: null, name: null, requestId: null }
  const { orderId } = await buy()
  expect(await getOrder(house.deps, visitor, { orderId })).toMatchObject({ failure: { kind: 'sign-in-required' } })
  expect(await listOrders(house.deps, visitor, { limit: 20 })).toMatchObject({ failure: { kind: 'sign-in-required' } })
})

import { addDays } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../../../src/modules/auth/index.ts'
import { replacePrice } from '../../../src/modules/catalogue/index.ts'
import { examples } from '../../../src/transport/dialects/cart-shop/cart-shop.examples.ts'
import { type House, openHouse } from '../../support/house.ts'
import { replayExample } from '../../support/replay-example.ts'
import { Shopper } from '../../support/shopper.ts'
import { add, COURSE, create, idOf, sessionIn, stockExamples, WORKSHOP } from './shop.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  await stockExamples(house)
})
afterAll(() => house[Symbol.asyncDispose]())

let shopper: Shopper
let undo: () => Promise<unknown>
beforeEach(() => {
  shopper = new Shopper(house.url)
  undo = async () => undefined
})

const full = () => add(shopper, COURSE)
const setStatus = (status: 'published' | 'unpublished') =>
  house.deps.db.updateTable('products').set({ status }).where('external_id', '=', COURSE).execute()
const setPrice = async (amount: number) =>
  replacePrice(house.deps, systemActor('test'), {
    productId: await idOf(house, COURSE),
    price: { amount, currency: 'USD' },
  })
const run = (statement: string) => sql.raw(statement).execute(house.deps.db)
const removed = async () => {
  const { lines } = await full()
  await shopper.rest('DELETE', `/api/cart/items/${lines[0]?.id}`)
  return lines[0]?.id
}

/** What comes before each request; what it answers is the id in its path. */
const BEFORE: Record<keyof typeof examples, () => Promise<unknown>> = {
  'checkout, from a page': full,
  'checkout, back to this shop': full,
  'checkout, from a server': full,
  'checkout, nothing to pay': () => add(shopper, 'test_sampler'),
  'checkout, no session': async () => undefined,
  'checkout, no cart': async () => {
    await full()
    await sql`update carts set updated_at = ${addDays(house.deps.clock.now(), -31)} where token_hash = ${shopper.visitHash}`.execute(
      house.deps.db,
    )
  },
  'checkout, empty cart': removed,
  'checkout, no e-mail': full,
  'checkout, malformed': full,
  'checkout, wrong e-mail': full,
  'checkout, foreign address': full,
  'checkout, no longer sold': async () => {
    await full()
    await setStatus('unpublished')
    undo = () => setStatus('published')
  },
  'checkout, too few seats': async () => {
    await add(shopper, WORKSHOP, 2)
    const other = new Shopper(house.url)
    await add(other, WORKSHOP, 7)
    const { sessionId } = sessionIn(await create(other))
    undo = () => house.deps.gateway.expire(sessionId)
  },
  'checkout, owned': async () => {
    await full()
    const buyer = new Shopper(house.url, 'customer@example.com')
    await add(buyer, COURSE)
    const { sessionId } = sessionIn(await create(buyer))
    await house.sandbox.pay(sessionId)
    expect(await buyer.settle(sessionId)).toMatchObject({ value: { stage: 'paid' } })
    undo = () => run('delete from grants')
  },
  'checkout, Stripe away': async () => {
    await full()
    await house.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/checkout/sessions' })
    undo = () => house.sandbox.clearFaults()
  },
  'checkout, broken': async () => {
    await full()
    await run(`create function broken() returns trigger language plpgsql as
      $$ begin raise exception 'select secret from orders'; end $$;
      create trigger broken before insert on orders for each row execute function broken()`)
    undo = () => run('drop trigger broken on orders; drop function broken')
  },
  'cart, empty': async () => undefined,
  'cart, filled': full,
  'cart, changed': async () => {
    await full()
    await setPrice(5999)
    undo = () => setPrice(4999)
  },
  'item, added': async () => undefined,
  'item, unknown': async () => undefined,
  'item, too many': async () => undefined,
  'item, changed': async () => (await full()).lines[0]?.id,
  'item, removed': async () => (await full()).lines[0]?.id,
  'item, gone': removed,
  'coupon, used': full,
  'coupon, unknown': full,
  'coupon, left out': async () => {
    await full()
    expect((await shopper.rest('POST', '/api/cart/coupon', { body: { code: 'FIRSTPULL' } })).status).toBe(200)
  },
}

it.each(Object.keys(BEFORE) as (keyof typeof examples)[])('answers as documented: %s', async (name) => {
  const lineId = await BEFORE[name]()
  const example = examples[name]
  const path = example.request.path.replace(/(?<=items\/).+/, String(lineId))
  const cookie = shopper.cookieValues()[0]
  try {
    const { headers } = await replayExample(
      house.url,
      { ...example, request: { ...example.request, path } },
      cookie === undefined ? {} : { cookie: `session_id=${cookie}` },
    )
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.getSetCookie().length).toBe(name === 'item, added' || name === 'item, unknown' ? 1 : 0)
  } finally {
    await undo()
  }
})

import { newId, type OrderId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertOrder } from '../../../test/support/builders/order.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertUser } from '../../../test/support/builders/user.ts'
import { fixedClock } from '../../../test/support/fixed-clock.ts'
import { recordingEnqueue } from '../../../test/support/recording-enqueue.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { type Actor, systemActor } from '../auth/index.ts'
import {
  completeShares,
  exportSales,
  insertShares,
  listOwnProducts,
  listSales,
  listSalesByDay,
  sharesFor,
  totalSales,
} from './index.ts'

const NOW = new Date('2026-05-10T12:00:00Z')
const clock = fixedClock(NOW)
let database: TestDatabase
let ana: { sellerId: SellerId; productId: ProductId; actor: Actor }
let ben: typeof ana
const deps = () => ({ db: database.db, clock, ...recordingEnqueue(), config: { marketplace: { feePpm: 100_000 } } })

async function openStall(name: string): Promise<typeof ana> {
  const actor = await insertUser(database.db, `${name}@shop.example`)
  const sellerId = newId<'seller'>(NOW.getTime())
  await database.db
    .insertInto('sellers')
    .values({
      id: sellerId,
      external_id: name,
      slug: name,
      name,
      user_id: actor.user.id,
      account_id: `acct_${name}`,
      charges_enabled: true,
      created_at: NOW,
    })
    .execute()
  const productId = await insertProduct(database.db, {
    title: `${name}'s video`,
    prices: [
      { amount: 900, currency: 'USD' },
      { amount: 750, currency: 'JPY' },
    ],
  })
  await database.db.updateTable('products').set({ seller_id: sellerId }).where('id', '=', productId).execute()
  return { sellerId, productId, actor }
}

/** Sells what stands in `lines` at a moment; a line of null is the shop's own. */
async function sell(lines: [typeof ana | null, total: number][], currency: string, at: Date): Promise<OrderId> {
  const items = lines.map(([stall, total]) => ({ sellerId: stall?.sellerId ?? null, total, title: `at ${total}` }))
  const { orderId } = await insertOrder(database.db, { productId: ana.productId, lines: items, currency, at })
  await database.db.transaction().execute(async (tx) => {
    const total = items.reduce((sum, item) => sum + item.total, 0)
    const { shares } = await sharesFor(deps(), tx, { lines: items, currency, total })
    await insertShares(tx, orderId, shares)
    await completeShares(deps(), tx, systemActor('test'), { orderId, chargeId: 'ch_1', at })
  })
  return orderId
}

let alone: OrderId
let shared: OrderId
let inYen: OrderId
beforeAll(async () => {
  database = await cloneDatabase()
  ana = await openStall('ana')
  ben = await openStall('ben')
  alone = await sell([[ana, 4999]], 'USD', new Date('2026-05-01T23:59:59.999Z'))
  shared = await sell(
    [
      [ana, 333],
      [ben, 1000],
      [ana, 2],
    ],
    'USD',
    new Date('2026-05-02T00:00:00Z'),
  )
  inYen = await sell(
    [
      [ana, 755],
      [null, 300],
    ],
    'JPY',
    new Date('2026-05-10T11:00:00Z'),
  )
  // An order that was placed and not paid is no sale.
  const open = await insertOrder(database.db, {
    productId: ana.productId,
    lines: [{ sellerId: ana.sellerId, total: 9 }],
  })
  await database.db.updateTable('orders').set({ state: 'disputed' }).where('id', '=', open.orderId).execute()
  await insertUnsold(open.orderId)
})
afterAll(() => database[Symbol.asyncDispose]())

const insertUnsold = (orderId: OrderId) =>
  database.db
    .insertInto('order_shares')
    .values({
      order_id: orderId,
      seller_id: ana.sellerId,
      way: 'destination',
      account_id: 'acct_ana',
      currency: 'USD',
      gross: 9,
      fee: 1,
      fee_ppm: 100_000,
      sold_at: null,
    })
    .execute()

it('lists what a seller sold, newest first, with fee and net, and nobody else’s', async () => {
  const page = await listSales(deps(), ana.actor, { limit: 20 })
  if (!page.ok) throw new Error(page.failure.kind)
  const usd = (amount: number) => ({ amount, currency: 'USD' })
  expect(page.value.items).toMatchObject([
    { orderId: inYen, gross: { amount: 755, currency: 'JPY' }, fee: { amount: 76 }, net: { amount: 679 } },
    { orderId: shared, titles: ['at 333', 'at 2'], gross: usd(335), fee: usd(34), net: usd(301), payout: 'waiting' },
    {
      orderId: alone,
      soldAt: '2026-05-01T23:59:59.999Z',
      titles: ['at 4999'],
      gross: usd(4999),
      refunded: usd(0),
      fee: usd(500),
      net: usd(4499),
      payout: 'with-payment',
    },
  ])
  const others = await listSales(deps(), ben.actor, { limit: 20 })
  expect(others.ok && others.value.items.map((sale) => [sale.orderId, sale.net.amount])).toEqual([[shared, 900]])
})

it('pages without a gap or a repeat, and starts over for a cursor that is not ours', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listSales(deps(), ana.actor, { cursor, limit: 1 })
    if (!page.ok) throw new Error(page.failure.kind)
    seen.push(...page.value.items.map((sale) => sale.orderId))
    cursor = page.value.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual([inYen, shared, alone])
  const forged = await listSales(deps(), ana.actor, { cursor: 'bm90IG91cnM', limit: 20 })
  expect(forged.ok && forged.value.items).toHaveLength(3)
})

it('says what became of each transfer', async () => {
  const payout = async () => {
    const page = await listSales(deps(), ben.actor, { limit: 1 })
    return page.ok && page.value.items[0]?.payout
  }
  for (const [state, said] of [
    ['succeeded', 'sent'],
    ['failed', 'failed'],
    ['requested', 'waiting'],
  ] as const) {
    await database.db.updateTable('transfers').set({ state }).where('seller_id', '=', ben.sellerId).execute()
    expect(await payout()).toBe(said)
  }
})

it('takes refunds off, and the fee that went back with them', async () => {
  const set = (refunded: number, fee_refunded: number) =>
    database.db.updateTable('order_shares').set({ refunded, fee_refunded }).where('order_id', '=', alone).execute()
  await set(2499, 250)
  const page = await listSales(deps(), ana.actor, { limit: 20 })
  expect(page.ok && page.value.items.at(-1)).toMatchObject({
    gross: { amount: 4999 },
    refunded: { amount: 2499 },
    fee: { amount: 250 },
    net: { amount: 2250 },
  })
  const totals = await totalSales(deps(), ana.actor, undefined)
  expect(totals.ok && totals.value).toEqual([
    { currency: 'USD', sales: 2, gross: 5334, refunded: 2499, fee: 284, net: 2551 },
    { currency: 'JPY', sales: 1, gross: 755, refunded: 0, fee: 76, net: 679 },
  ])
  await set(0, 0)
})

it('counts by day in UTC, days without sales too', async () => {
  const days = await listSalesByDay(deps(), ana.actor, { currency: 'USD', days: 10 })
  if (!days.ok) throw new Error(days.failure.kind)
  expect(days.value).toHaveLength(10)
  expect(days.value.slice(0, 3)).toEqual([
    { day: '2026-05-01', sales: 1, gross: 4999, net: 4499 },
    { day: '2026-05-02', sales: 1, gross: 335, net: 301 },
    { day: '2026-05-03', sales: 0, gross: 0, net: 0 },
  ])
  expect(days.value.at(-1)).toEqual({ day: '2026-05-10', sales: 0, gross: 0, net: 0 })
  const yen = await listSalesByDay(deps(), ana.actor, { currency: 'JPY', days: 7 })
  expect(yen.ok && yen.value.at(-1)).toEqual({ day: '2026-05-10', sales: 1, gross: 755, net: 679 })
})

it('shows the products with their prices and what stayed sold', async () => {
  const products = await listOwnProducts(deps(), ana.actor, undefined)
  expect(products.ok && products.value).toMatchObject([
    {
      productId: ana.productId,
      title: "ana's video",
      status: 'published',
      prices: [
        { amount: 750, currency: 'JPY' },
        { amount: 900, currency: 'USD' },
      ],
      sold: 5,
    },
  ])
})

it('exports everything in chunks, the number of statements growing with those alone', async () => {
  const { sellerId, actor } = await openStall('cleo')
  const share = (orderId: OrderId, at: Date) => ({
    order_id: orderId,
    seller_id: sellerId,
    way: 'destination' as const,
    account_id: 'acct_cleo',
    currency: 'USD',
    gross: 900,
    fee: 90,
    fee_ppm: 100_000,
    sold_at: at,
  })
  // Two at each moment, so that pages end between equals.
  const moments = Array.from({ length: 1200 }, (_, index) => addSeconds(NOW, -Math.floor(index / 2)))
  const orderIds: OrderId[] = []
  for (const at of moments) {
    const { orderId } = await insertOrder(database.db, {
      productId: ana.productId,
      lines: [{ sellerId, total: 900 }],
      at,
    })
    orderIds.push(orderId)
    await database.db.insertInto('order_shares').values(share(orderId, at)).execute()
  }
  const before = database.statements.length
  const exported = await exportSales(deps(), actor, undefined)
  if (!exported.ok) throw new Error(exported.failure.kind)
  const sizes: number[] = []
  const seen = new Set<string>()
  for await (const chunk of exported.value) {
    sizes.push(chunk.length)
    for (const sale of chunk) seen.add(sale.orderId)
  }
  expect(sizes).toEqual([500, 500, 200])
  expect(seen).toEqual(new Set(orderIds))
  expect(database.statements.length - before).toBe(1 + 3)
})

it('answers who does not sell that there is no seller', async () => {
  const actor = await insertUser(database.db, 'buyer@shop.example')
  const failure = { kind: 'not-found', what: 'seller' }
  expect(await listSales(deps(), actor, { limit: 20 })).toEqual({ ok: false, failure })
  expect(await totalSales(deps(), actor, undefined)).toEqual({ ok: false, failure })
  expect(await listOwnProducts(deps(), actor, undefined)).toEqual({ ok: false, failure })
  expect(await listSalesByDay(deps(), actor, { currency: 'USD', days: 7 })).toEqual({ ok: false, failure })
})

import type { Database } from '@cashwrap/shared/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { startCheckout } from '../src/modules/checkout/index.ts'
import { spendSiteCredits } from '../src/modules/credits/index.ts'
import { sweepOnce } from '../src/transport/jobs/sweep.ts'
import { insertSite } from './support/builders/site.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

/** What somebody paid, was promised, holds or was told. */
const KEPT = [
  'orders',
  'order_items',
  'order_shares',
  'stripe_checkout_sessions',
  'payments',
  'payment_attempts',
  'refunds',
  'transfers',
  'grants',
  'bookings',
  'coupon_redemptions',
  'plugin_sites',
  'credit_accounts',
  'credit_balances',
  'credit_entries',
  'stripe_events',
  'notifications',
  'webhook_endpoints',
  'webhook_messages',
  'webhook_deliveries',
  'webhook_attempts',
  'audit_log',
] as const satisfies (keyof Database)[]
/** What may be forgotten: answers under keys, and carts that were left. */
const FORGOTTEN = ['idempotency_keys', 'carts', 'cart_lines', 'cart_changes']

const counts = async () => {
  const counted: Record<string, number> = {}
  for (const table of KEPT) {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
      house.deps.db,
    )
    counted[table] = rows[0]?.n ?? 0
  }
  return counted
}

it('no timer deletes what is about money: what has ended is marked', async () => {
  const siteId = await insertSite(house.deps.db)
  const user = { siteId, siteUserId: 7, email: 'ann@shop.example', emailIsHint: false }
  await spendSiteCredits(house.deps, systemActor('test'), { ...user, creditType: 'article', amount: 1, key: null })
  const started = await startCheckout(house.deps, systemActor('test'), {
    source: 'test',
    forSite: user,
    buy: { offer: { product: 'test_articles', kinds: ['credit_package'], currency: 'JPY' }, quantity: 1 },
    email: user.email,
    country: undefined,
    expectedTotal: null,
    buyAgain: false,
    successUrl: 'https://shop.example/back',
    cancelUrl: 'https://shop.example/cancel',
    idempotency: { scope: 'test', key: 'a-key' },
  })
  if (!started.ok) throw new Error(started.failure.kind)
  const [paid, left] = [new Shopper(house.url), new Shopper(house.url)]
  for (const shopper of [paid, left]) await shopper.fill('workshop')
  const { sessionId } = await paid.startPayable()
  await left.startPayable()
  await house.sandbox.pay(sessionId)
  await paid.settle(sessionId)
  const before = await counts()
  expect(Object.entries(before).filter(([, count]) => count > 0).length).toBeGreaterThan(10)

  for (let month = 0; month < 4; month++) {
    const from = house.deps.clock.now().getTime()
    await house.sandbox.advance(30 * 86_400)
    await until('the clock moves', async () => house.deps.clock.now().getTime() > from + 29 * 86_400_000)
    const told = house.statements.length
    await sweepOnce(house.deps)
    const deleted = house.statements.slice(told).flatMap((text) => [...text.matchAll(/delete\s+from\s+"?(\w+)"?/gi)])
    const tables = deleted.map(([, table]) => table)
    expect(tables, 'a deletion is seen').toContain('idempotency_keys')
    for (const table of tables) expect(FORGOTTEN).toContain(table)
  }
  const after = await counts()
  for (const [table, count] of Object.entries(before)) expect(after[table], table).toBeGreaterThanOrEqual(count)
  const states = await house.deps.db.selectFrom('orders').select('state').orderBy('created_at').execute()
  expect(states.map(({ state }) => state).sort()).toEqual(['completed', 'expired', 'expired'])
  expect(
    await house.deps.db.selectFrom('stripe_checkout_sessions').select('status').orderBy('status').execute(),
  ).toEqual([{ status: 'complete' }, { status: 'expired' }, { status: 'expired' }])
  await expectSound(house)
})

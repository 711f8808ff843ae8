import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createContext } from '../../src/app/context.ts'
import { readConfig } from '../../src/config/config.ts'
import { systemActor } from '../../src/modules/auth/index.ts'
import { settleCheckout } from '../../src/modules/checkout/index.ts'
import { applyProviderEvent, receiveProviderEvent } from '../../src/modules/provider-events/index.ts'
import { startSweeping, sweepOnce } from '../../src/transport/jobs/sweep.ts'
import { completedEvent } from '../support/completed-event.ts'
import { expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { addCoupon } from '../support/stock.ts'
import { until } from '../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())
afterEach(() => house.sandbox.clearFaults())

const everythingIsDue = () =>
  house.deps.db
    .updateTable('stripe_checkout_sessions')
    .set({ next_check_at: house.deps.clock.now() })
    .where('next_check_at', 'is not', null)
    .execute()

const paid = async (slug = 'video') => {
  const shopper = new Shopper(house.url)
  await shopper.fill(slug)
  const started = await shopper.startPayable()
  await house.sandbox.pay(started.sessionId)
  return { ...started, shopper }
}

/** Moves the sandbox's clock and waits until the house has noticed. */
const advance = async (seconds: number) => {
  const from = house.deps.clock.now().getTime()
  await house.sandbox.advance(seconds)
  await until('the clock moves', async () => house.deps.clock.now().getTime() >= from + seconds * 1000)
}

const stateOf = async (orderId: string) =>
  (await sql<{ state: string }>`select state from orders where id = ${orderId}`.execute(house.deps.db)).rows[0]?.state

describe('the sweep', () => {
  it('finishes every purchase but the one that cannot be written', async () => {
    const orders = [await paid(), await paid(), await paid(), await paid()]
    const [poisoned] = orders
    await sql`create function poison() returns trigger language plpgsql as $$ begin
      if new.order_id = ${sql.lit(poisoned?.orderId)}::uuid then raise exception 'poisoned'; end if; return new; end $$`.execute(
      house.deps.db,
    )
    await sql`create trigger poison before insert on grants for each row execute function poison()`.execute(
      house.deps.db,
    )
    try {
      await everythingIsDue()
      await sweepOnce(house.deps)
      expect(await Promise.all(orders.map(({ orderId }) => stateOf(orderId)))).toEqual([
        'pending',
        'completed',
        'completed',
        'completed',
      ])
      const eventId = 'evt_poisoned'
      await receiveProviderEvent(house.deps, completedEvent(house.deps, { eventId, ...orders[0]! }))
      const event = () =>
        house.deps.db.selectFrom('stripe_events').select('state').where('id', '=', eventId).executeTakeFirst()
      for (let attempt = 0; attempt < 12; attempt++)
        await applyProviderEvent(house.deps, systemActor('test'), { eventId }).catch(() => undefined)
      expect(await event()).toEqual({ state: 'parked' })
    } finally {
      await sql`drop trigger poison on grants`.execute(house.deps.db)
      await sql`drop function poison`.execute(house.deps.db)
    }
    await everythingIsDue()
    await sweepOnce(house.deps)
    expect(await stateOf(orders[0]!.orderId)).toBe('completed')
    await house.deps.db.deleteFrom('stripe_events').where('id', '=', 'evt_poisoned').execute()
    await expectSound(house)
  })

  it('ends with the call under way when it is told to stop, however many wait', async () => {
    for (let n = 0; n < 8; n++) await paid()
    await everythingIsDue()
    let asked = 0
    let answer: () => void = () => undefined
    const silence = new Promise<void>((resolve) => {
      answer = resolve
    })
    const gateway = {
      ...house.deps.gateway,
      read: async (sessionId: string) => {
        asked += 1
        await silence
        return house.deps.gateway.read(sessionId)
      },
    }
    const sweeping = startSweeping({ ...house.deps, gateway })
    await until('it waits for Stripe', async () => asked === 4)
    const stopped = sweeping[Symbol.asyncDispose]()
    answer()
    await stopped
    expect(asked).toBe(4)
    await everythingIsDue()
    await sweepOnce(house.deps)
    await expectSound(house)
  })
})

it('a server that is called otherwise by now still finishes what it sold under its old name', async () => {
  const [bySettle, byEvent, bySweep] = [await paid(), await paid(), await paid()]
  await using renamed = await createContext(readConfig({ ...house.env, INSTANCE_FQDN: 'new-name.test' }))
  expect(await settleCheckout(renamed.deps, systemActor('test'), { sessionId: bySettle.sessionId })).toMatchObject({
    ok: true,
    value: { outcome: 'settled' },
  })
  const eventId = 'evt_old_name'
  await receiveProviderEvent(renamed.deps, completedEvent(house.deps, { eventId, ...byEvent }))
  await applyProviderEvent(renamed.deps, systemActor('test'), { eventId })
  expect(await stateOf(byEvent.orderId)).toBe('completed')
  await everythingIsDue()
  await sweepOnce(renamed.deps)
  expect(await stateOf(bySweep.orderId)).toBe('completed')
})

it('an event of another server on the same account is set aside without asking Stripe', async () => {
  const orderId = '00000000-0000-7000-8000-000000000000'
  const event = completedEvent(house.deps, { eventId: 'evt_other', sessionId: 'cs_other', orderId })
  await receiveProviderEvent(house.deps, { ...event, instanceHint: 'other.test' })
  expect(
    await house.deps.db.selectFrom('stripe_events').select('state').where('id', '=', 'evt_other').execute(),
  ).toEqual([{ state: 'ignored' }])
})

describe('a failure that Stripe repeats under its key', () => {
  it('that made nothing holds a cart for minutes, not for the day that the key lives', async () => {
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    await house.sandbox.fault({
      action: 'server_error',
      operation: 'POST /v1/checkout/sessions',
      when: 'before_commit',
      count: 1,
    })
    expect(await shopper.start()).toMatchObject({ ok: false, failure: { kind: 'provider-unavailable' } })
    expect(await shopper.start()).toMatchObject({ ok: false, failure: { kind: 'provider-unavailable' } })
    await everythingIsDue()
    await sweepOnce(house.deps)
    expect(await shopper.start()).toMatchObject({ ok: false, failure: { kind: 'provider-unavailable' } })
    await advance(121)
    await everythingIsDue()
    await sweepOnce(house.deps)
    expect(await shopper.start()).toMatchObject({ ok: true })
    await expectSound(house)
  })

  it('that made the session after all ends in that session', async () => {
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    await house.sandbox.fault({
      action: 'server_error',
      operation: 'POST /v1/checkout/sessions',
      when: 'after_commit',
      count: 1,
    })
    expect(await shopper.start()).toMatchObject({ ok: false, failure: { kind: 'provider-unavailable' } })
    await everythingIsDue()
    await sweepOnce(house.deps)
    const { sessionId } = await shopper.startPayable()
    await house.sandbox.pay(sessionId)
    expect(await shopper.settle(sessionId)).toMatchObject({ ok: true, value: { stage: 'paid' } })
    await expectSound(house)
  })
})

describe('the use of a coupon that one’s own open checkout holds', () => {
  it.each([{ maxUses: 1 }, { maxUsesPerBuyer: 1 }])('is still free for it: %o', async (limit) => {
    const code = `OWN${Object.keys(limit)[0]?.toUpperCase()}`
    await addCoupon(house.deps.db, house.deps.clock.now(), { code, ...limit })
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    await shopper.mutate('cart.applyCoupon', { code })
    const first = await shopper.startPayable()
    expect(await shopper.cart()).toMatchObject({ coupon: { code, problem: null }, total: 3999 })
    expect((await shopper.startPayable()).sessionId).toBe(first.sessionId)

    const other = new Shopper(house.url, shopper.email)
    await other.fill('course')
    await other.mutate('cart.applyCoupon', { code })
    await other.start()
    const held = await sql`
      select from coupon_redemptions r join coupons c on c.id = r.coupon_id where c.code = ${code} and r.state = 'reserved'`
    expect((await held.execute(house.deps.db)).rows).toHaveLength(1)
    await expectSound(house)
  })
})

import type { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import type { ChangePreview, PlanList, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { addDays, addMinutes, addSeconds } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { sweepSubscriptions } from '../../src/modules/billing/index.ts'
import { examine } from '../../src/modules/reconciliation/index.ts'
import { expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { type StockedPlans, stockPlans } from '../support/plans.ts'
import { Shopper } from '../support/shopper.ts'
import {
  creditsOf,
  given,
  mine,
  mySubscription,
  opened,
  passTo,
  signedIn,
  signIn,
  startPlan,
  subscribe,
} from '../support/subscriber.ts'
import { until } from '../support/until.ts'

let house: House
let plans: StockedPlans
beforeAll(async () => {
  house = await openHouse()
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const ask = (shopper: Shopper, name: string, id: string, input: object = {}) =>
  shopper.mutate<Subscription>(`subscriptions.${name}`, { subscriptionId: id, ...input })

const preview = async (shopper: Shopper, id: string, priceId: string): Promise<ChangePreview> =>
  given(await shopper.mutate<ChangePreview>('subscriptions.previewChange', { subscriptionId: id, priceId }))

const rowsOf = (email: string) =>
  house.deps.db.selectFrom('subscriptions').selectAll().where('email', '=', email).orderBy('created_at').execute()

const usd = (amount: number) => ({ amount, currency: 'USD' })

describe('the moment that a change is worked out for', () => {
  it('is not the buyer’s to choose: neither the end of the period to pay nothing, nor its beginning to get all back', async () => {
    const mia = await signedIn(house)
    const { subscription } = await subscribe(house, mia, plans.plain.month)
    const { id } = subscription
    const ends = new Date(subscription.nextCharge?.at ?? 0)
    for (const prorationAt of [addSeconds(ends, -1), addMinutes(new Date(), 30), addDays(new Date(), -3650)]) {
      const changed = await ask(mia, 'change', id, {
        priceId: plans.studio.month,
        prorationAt: prorationAt.toISOString(),
        expectedDueNow: usd(0),
      })
      expect(changed).toMatchObject({ ok: false, failure: { kind: 'price-changed', now: { amount: 1400 } } })
    }
    expect(await mySubscription(mia, id)).toMatchObject({ priceId: plans.plain.month })

    const seen = await preview(mia, id, plans.studio.month)
    expect(seen.dueNow).toEqual(usd(1400))
    given(
      await ask(mia, 'change', id, {
        priceId: plans.studio.month,
        prorationAt: seen.prorationAt,
        expectedDueNow: seen.dueNow,
      }),
    )
    const before = addDays(house.deps.clock.now(), -1)
    expect(
      await ask(mia, 'change', id, {
        priceId: plans.plain.month,
        prorationAt: before.toISOString(),
        expectedDueNow: usd(0),
      }),
    ).toMatchObject({ ok: false, failure: { kind: 'price-changed' } })
    expect(await mySubscription(mia, id)).toMatchObject({ priceId: plans.studio.month })
    await expectSound(house)
  })
})

describe('a trial', () => {
  it('is one, though a page for a second was opened before the first began', async () => {
    const ben = await signedIn(house)
    const guest = new Shopper(house.url, ben.email)
    const first = await startPlan(ben, plans.basic.month)
    const second = given(
      await guest.mutate<StartedCheckout>('subscriptions.start', { priceId: plans.basic.year, email: ben.email }),
    )
    if (second.status !== 'needs-payment') throw new Error('nothing to pay')
    await house.sandbox.pay(first.sessionId)
    await until('it begins', async () => (await mine(ben)).length === 1)
    const [begun] = await mine(ben)
    given(await ask(ben, 'cancel', begun?.id ?? '', { when: 'now' }))
    expect(await creditsOf(ben, 'lesson')).toEqual({ plan: 0, total: 0 })

    await house.sandbox.pay(second.sessionId)
    await until('the second is ended', async () => {
      const rows = await rowsOf(ben.email)
      return rows.length === 2 && rows.every((row) => row.status === 'canceled')
    })
    expect(await creditsOf(ben, 'lesson')).toEqual({ plan: 0, total: 0 })
    expect(await opened(ben)).toEqual([])
    expect((await rowsOf(ben.email)).map((row) => row.duplicate_of !== null)).toEqual([false, true])
    await expectSound(house)
  })

  it('is one, though the subscription that had it has gone over to another plan since', async () => {
    const eve = await signedIn(house)
    const { subscription } = await subscribe(house, eve, plans.basic.month)
    const { id } = subscription
    await passTo(house, addMinutes(new Date(subscription.nextCharge?.at ?? 0), 90))
    await signIn(house, eve)
    await until('it is paid', async () => (await mySubscription(eve, id)).stage === 'active')
    const seen = await preview(eve, id, plans.plain.month)
    given(
      await ask(eve, 'change', id, {
        priceId: plans.plain.month,
        prorationAt: seen.prorationAt,
        expectedDueNow: seen.dueNow,
      }),
    )
    given(await ask(eve, 'cancel', id, { when: 'now' }))
    const offered = given(await eve.query<PlanList>('subscriptions.plans')).items
    expect(offered.find((plan) => plan.slug === 'basic')).toMatchObject({ trialDays: 0 })
    const again = await subscribe(house, eve, plans.basic.month)
    expect(again.subscription).toMatchObject({ status: 'active' })
    await expectSound(house)
  }, 60_000)

  it('that is over keeps nobody from paying by the year', async () => {
    const ann = await signedIn(house)
    const { subscription } = await subscribe(house, ann, plans.basic.month)
    const { id } = subscription
    await passTo(house, addMinutes(new Date(subscription.nextCharge?.at ?? 0), 90))
    await signIn(house, ann)
    await until('it is paid', async () => (await mySubscription(ann, id)).stage === 'active')
    const seen = await preview(ann, id, plans.basic.year)
    expect(seen.takesEffectAt).toBe((await mySubscription(ann, id)).nextCharge?.at)
    expect(
      given(
        await ask(ann, 'change', id, {
          priceId: plans.basic.year,
          prorationAt: seen.prorationAt,
          expectedDueNow: seen.dueNow,
        }),
      ),
    ).toMatchObject({ priceId: plans.basic.year, hasAccess: true })
    await expectSound(house)
  }, 60_000)
})

describe('a customer who is deleted at Stripe', () => {
  it('can subscribe again', async () => {
    const joe = await signedIn(house)
    await subscribe(house, joe, plans.plain.month)
    const [row] = await rowsOf(joe.email)
    const response = await fetch(`${house.sandbox.url}/v1/customers/${row?.provider_customer_id}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer sk_test_sandbox' },
    })
    expect(response.status).toBe(200)
    await until('it has ended', async () => (await mine(joe))[0]?.stage === 'ended')
    expect(await opened(joe)).toEqual([])
    const again = await subscribe(house, joe, plans.plain.month)
    expect(again.subscription).toMatchObject({ stage: 'active' })
    await expectSound(house)
  })
})

describe('going on after a pause, while Stripe fails half-way', () => {
  it.each([
    ['POST /v1/invoices/:id/finalize', 'before_commit'],
    ['POST /v1/invoices/:id/finalize', 'after_commit'],
    ['POST /v1/subscriptions/:id', 'before_commit'],
    ['POST /v1/subscriptions/:id', 'after_commit'],
    ['POST /v1/invoices/:id/pay', 'before_commit'],
    ['POST /v1/invoices/:id/pay', 'after_commit'],
  ])(
    'at %s, %s, opens nothing that is not paid',
    async (operation, when) => {
      const kim = await signedIn(house)
      const { subscription } = await subscribe(house, kim, plans.studio.month)
      const { id } = subscription
      const paused = given(await ask(kim, 'pause', id, { periods: 2 }))
      await passTo(house, addMinutes(new Date(paused.accessEndsAt ?? 0), 180))
      await signIn(house, kim)
      await until('what was paid for is over', async () => !(await mySubscription(kim, id)).hasAccess)
      await house.sandbox.fault({ action: 'server_error', operation, when, count: 3, stored: false })
      const resumed = await ask(kim, 'resume', id)
      await house.sandbox.clearFaults()
      const provider = (await rowsOf(kim.email))[0]?.provider_subscription_id
      const invoices = async (status: string) =>
        (await house.sandbox.stripe<{ data: { status: string }[] }>(`invoices?subscription=${provider}`)).data.filter(
          (one) => one.status === status,
        ).length
      const view = await mySubscription(kim, id)
      // What is a draft nobody will ask for.
      if (view.hasAccess) expect(await invoices('draft')).toBe(0)
      if (!resumed.ok && view.can.resume) given(await ask(kim, 'resume', id))
      else if ((await invoices('open')) > 0) await passTo(house, addDays(house.deps.clock.now(), 4))
      await signIn(house, kim)
      await until('the running period is paid', async () => (await invoices('paid')) === 2)
      await until('it is open', async () => (await mySubscription(kim, id)).stage === 'active')
      expect(await opened(kim)).toEqual(['course', 'sheets'])
      await expectSound(house)
    },
    60_000,
  )
})

describe('the sweep', () => {
  const due = (ids: string[]) =>
    house.deps.db
      .updateTable('subscriptions')
      .set({ next_check_at: addMinutes(house.deps.clock.now(), -1) })
      .where('id', 'in', ids as never)
      .execute()
  const nextCheckOf = async (id: string) =>
    (
      await house.deps.db
        .selectFrom('subscriptions')
        .select('next_check_at')
        .where('id', '=', id as never)
        .executeTakeFirstOrThrow()
    ).next_check_at
  const sweep = () => sweepSubscriptions(house.deps, systemActor('test'))
  const findings = async () => {
    const examined = await examine(house.deps, systemActor('test'), undefined)
    return examined.ok ? examined.value.findings.map((one): string => one.id) : []
  }

  it('leaves alone for a while what cannot be written down, looks at the others, and the doctor sees it', async () => {
    const { db } = house.deps
    const [lea, tim] = [await signedIn(house), await signedIn(house)]
    const broken = (await subscribe(house, lea, plans.plain.month)).subscription.id
    const whole = (await subscribe(house, tim, plans.plain.month)).subscription.id
    await expectSound(house)
    const invoice = await db
      .selectFrom('subscription_invoices')
      .select(['id', 'provider_invoice_id'])
      .where('subscription_id', '=', broken)
      .executeTakeFirstOrThrow()
    const rename = (name: string) =>
      db.updateTable('subscription_invoices').set({ provider_invoice_id: name }).where('id', '=', invoice.id).execute()
    // Its payment is another invoice's by now, which is against all rules.
    await rename('in_of_another')
    for (let look = 0; look < 4; look++) {
      await due([broken, whole])
      await expect(sweep()).rejects.toThrow('could not be looked at')
      const now = house.deps.clock.now()
      expect((await nextCheckOf(broken))?.getTime()).toBeGreaterThan(addMinutes(now, 9).getTime())
      expect((await nextCheckOf(whole))?.getTime()).toBeGreaterThan(addMinutes(now, 60).getTime())
    }
    await house.sandbox.advance(1200)
    await until('the doctor sees it', async () => (await findings()).includes('looked-at'))
    await rename(invoice.provider_invoice_id)
    await due([broken])
    await sweep()
    await expectSound(house)
  })

  it('asks few times while Stripe is down, forgets nothing, and catches up at once when it is back', async () => {
    const rows = await house.deps.db
      .selectFrom('subscriptions')
      .select('id')
      .where('status', 'not in', ['canceled', 'incomplete_expired'])
      .execute()
    const ids = rows.map((row) => row.id)
    expect(ids.length).toBeGreaterThan(8)
    const asked = async () =>
      (await house.sandbox.requests()).filter((one) => one.path.startsWith('/v1/subscriptions/')).length
    await house.sandbox.fault({ action: 'server_error', operation: 'GET /v1/subscriptions/:id', stored: false })
    await due(ids)
    const before = await asked()
    await sweep()
    // Four in a row and those beside them, each with the client's two repeats.
    expect((await asked()) - before).toBeLessThanOrEqual(8 * 3)
    for (const id of ids) expect(await nextCheckOf(id)).not.toBeNull()
    await house.sandbox.clearFaults()
    await due(ids)
    await sweep()
    for (const id of ids)
      expect((await nextCheckOf(id))?.getTime()).toBeGreaterThan(addMinutes(house.deps.clock.now(), 1).getTime())
    await expectSound(house)
  })
})

describe('a guest who signs in', () => {
  it('gets what their payment begins in that moment', async () => {
    const { db } = house.deps
    const guest = new Shopper(house.url)
    const { sessionId, orderId } = await startPlan(guest, plans.studio.month, guest.email)
    await house.sandbox.pay(sessionId)
    await until('it is paid', async () => (await guest.status(sessionId)).stage === 'paid')
    // As if the payment were being written down: nobody sees yet whose it is, and the order is held.
    await db.updateTable('subscriptions').set({ email: 'later@buyers.test' }).where('email', '=', guest.email).execute()
    const { signingIn } = await db.transaction().execute(async (tx) => {
      await sql`select from orders where id = ${orderId} for update`.execute(tx)
      const signing = signIn(house, guest)
      await until('the sign-in waits for the order', async () => {
        const { rows } = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%"orders"%'`.execute(db)
        return rows.length > 0
      })
      await sql`update subscriptions set email = ${guest.email} where order_id = ${orderId}`.execute(tx)
      return { signingIn: signing }
    })
    await signingIn
    expect(await mine(guest)).toMatchObject([{ stage: 'active' }])
    await until('the credits come', async () => (await creditsOf(guest, 'lesson')).plan === 60)
    await expectSound(house)
  })
})

describe('an answer of Stripe’s that never comes', () => {
  it.each(['before_commit', 'after_commit'])(
    'to a dearer plan (%s) charges once, however often it is asked',
    async (when) => {
      const uma = await signedIn(house)
      const { subscription } = await subscribe(house, uma, plans.plain.month)
      const { id } = subscription
      const seen = await preview(uma, id, plans.studio.month)
      const confirmed = { priceId: plans.studio.month, prorationAt: seen.prorationAt, expectedDueNow: seen.dueNow }
      const operation = 'POST /v1/subscriptions/:id'
      await house.sandbox.fault({ action: 'server_error', operation, when, count: 3, stored: when === 'after_commit' })
      await ask(uma, 'change', id, confirmed)
      await house.sandbox.clearFaults()
      given(await ask(uma, 'change', id, confirmed))
      expect(await mySubscription(uma, id)).toMatchObject({ priceId: plans.studio.month, stage: 'active' })
      const totals = () =>
        house.deps.db
          .selectFrom('orders')
          .select('total')
          .where('subscription_id', '=', id)
          .where('state', '=', 'completed')
          .orderBy('number')
          .execute()
      await until('the difference is booked', async () => (await totals()).length === 2)
      expect((await totals()).map(({ total }) => total)).toEqual([500, seen.dueNow.amount])
      await expectSound(house)
    },
  )

  it('to the end of a double is asked for until it comes', async () => {
    const vic = await signedIn(house)
    const guest = new Shopper(house.url, vic.email)
    const first = await startPlan(vic, plans.plain.month)
    const second = await startPlan(guest, plans.plain.month, vic.email)
    await house.sandbox.fault({
      action: 'server_error',
      operation: 'DELETE /v1/subscriptions/:id',
      when: 'before_commit',
      stored: false,
    })
    for (const { sessionId } of [first, second]) await house.sandbox.pay(sessionId)
    await until('both are known', async () => (await rowsOf(vic.email)).length === 2)
    const double = async () => (await rowsOf(vic.email)).find((row) => row.duplicate_of !== null)
    expect(await double()).toMatchObject({ has_access: false })
    expect((await double())?.next_check_at).not.toBeNull()
    await house.sandbox.clearFaults()
    await passTo(house, addMinutes(house.deps.clock.now(), 15))
    await until('it is ended', async () => (await double())?.status === 'canceled')
    await signIn(house, vic)
    expect(await opened(vic)).toEqual(['video'])
    await expectSound(house)
  })
})

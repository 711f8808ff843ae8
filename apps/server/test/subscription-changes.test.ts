import type { ChangeOptions, ChangePreview, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { addDays, addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { type StockedPlans, stockPlans } from './support/plans.ts'
import type { Shopper } from './support/shopper.ts'
import { creditsOf, given, mySubscription, opened, passTo, signedIn, signIn, subscribe } from './support/subscriber.ts'
import { until } from './support/until.ts'

const FAILS_LATER = '4000000000000341'

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

const confirm = (shopper: Shopper, id: string, seen: ChangePreview) =>
  ask(shopper, 'change', id, {
    priceId: seen.option.priceId,
    prorationAt: seen.prorationAt,
    expectedDueNow: seen.dueNow,
  })

const customerOf = async (id: string): Promise<string> =>
  (
    await house.deps.db
      .selectFrom('subscriptions')
      .select('provider_customer_id')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()
  ).provider_customer_id

const paidTotals = async (id: string): Promise<number[]> =>
  (
    await house.deps.db
      .selectFrom('orders')
      .select('total')
      .where('subscription_id', '=', id as never)
      .where('state', '=', 'completed')
      .orderBy('number')
      .execute()
  ).map(({ total }) => total)

/** Goes on to a moment a long time away. */
async function later(shopper: Shopper, moment: Date): Promise<void> {
  await passTo(house, moment)
  await signIn(house, shopper)
}

const after = (instant: string | null | undefined, minutes: number): Date => addMinutes(new Date(instant ?? 0), minutes)

describe('another interval', () => {
  it('begins when what is paid for ends, with its own price and credits, and nothing is charged before', async () => {
    const mia = await signedIn(house)
    const { subscription } = await subscribe(house, mia, plans.studio.month)
    const { id } = subscription
    const { items } = given(await mia.query<ChangeOptions>('subscriptions.options', { subscriptionId: id }))
    expect(items.map((one) => [one.plan.title, one.interval, one.takesEffect])).toEqual([
      ['Basic', 'month', 'now'],
      ['Studio', 'year', 'next-period'],
      ['Plain', 'month', 'now'],
    ])
    const seen = await preview(mia, id, plans.studio.year)
    expect(seen).toMatchObject({
      dueNow: { amount: 0 },
      credit: { amount: 0 },
      takesEffectAt: subscription.nextCharge?.at,
      nextCharge: { at: subscription.nextCharge?.at, amount: { amount: 19_000, currency: 'USD' } },
      credits: { perPeriod: 720, from: subscription.nextCharge?.at },
    })
    const changed = given(await confirm(mia, id, seen))
    expect(changed).toMatchObject({
      priceId: plans.studio.year,
      priceFrom: subscription.nextCharge?.at,
      hasAccess: true,
      stage: 'active',
      nextCharge: seen.nextCharge,
    })
    expect(await paidTotals(id)).toEqual([1900])
    // Until it begins nothing is charged, so no other plan can be had for nothing in between.
    expect(
      given(await mia.query<ChangeOptions>('subscriptions.options', { subscriptionId: id })).items.map((one) => [
        one.plan.title,
        one.interval,
      ]),
    ).toEqual([['Studio', 'month']])
    expect(
      await ask(mia, 'change', id, {
        priceId: plans.basic.year,
        prorationAt: seen.prorationAt,
        expectedDueNow: seen.dueNow,
      }),
    ).toMatchObject({
      failure: { kind: 'change-refused', reason: 'not-offered' },
    })

    await later(mia, after(changed.nextCharge?.at, 90))
    await until('the year is paid', async () => (await paidTotals(id)).length === 2)
    expect(await paidTotals(id)).toEqual([1900, 19_000])
    expect(await creditsOf(mia, 'lesson')).toEqual({ plan: 720, total: 720 })
    await expectSound(house)
  }, 60_000)
})

describe('a change', () => {
  it('that the card is declined for changes and charges nothing', async () => {
    const ben = await signedIn(house)
    const { subscription } = await subscribe(house, ben, plans.basic.year)
    expect(subscription.stage).toBe('trial')
    const { subscription: studio } = await subscribe(house, ben, plans.plain.month)
    await house.sandbox.replaceCard(await customerOf(studio.id), FAILS_LATER)
    const seen = await preview(ben, studio.id, plans.studio.month)
    expect(seen.dueNow.amount).toBeGreaterThan(0)
    expect(await confirm(ben, studio.id, seen)).toMatchObject({
      failure: { kind: 'change-refused', reason: 'declined' },
    })
    expect(await mySubscription(ben, studio.id)).toMatchObject({ priceId: plans.plain.month, status: 'active' })
    expect(await paidTotals(studio.id)).toEqual([500])
    expect(await opened(ben)).toEqual(['course', 'video'])
    await expectSound(house)
  })

  it('is made once, however often and at once it is confirmed, and never at another amount than was shown', async () => {
    const ida = await signedIn(house)
    const { subscription } = await subscribe(house, ida, plans.plain.month)
    const { id } = subscription
    await passTo(house, addDays(await house.sandbox.now(), 10))
    const seen = await preview(ida, id, plans.studio.month)
    expect(await confirm(ida, id, { ...seen, dueNow: { amount: 1, currency: 'USD' } })).toMatchObject({
      failure: { kind: 'price-changed', quoted: { amount: 1 }, now: seen.dueNow },
    })
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(ida, id, seen)))
    expect(answers.filter((one) => one.ok).length).toBeGreaterThan(0)
    await until('it is paid', async () => (await paidTotals(id)).length === 2)
    expect(await confirm(ida, id, seen)).toMatchObject({ ok: true, value: { priceId: plans.studio.month } })
    expect(await paidTotals(id)).toEqual([500, seen.dueNow.amount])
    await expectSound(house)
  }, 60_000)

  it('to a cheaper plan gives no money back for credits that are spent', async () => {
    const nan = await signedIn(house)
    const { subscription } = await subscribe(house, nan, plans.studio.month)
    const { id } = subscription
    await passTo(house, addDays(await house.sandbox.now(), 10))
    const seen = await preview(nan, id, plans.basic.month)
    expect(seen.creditsReturned).toEqual({ creditType: 'lesson', credits: 40 })
    await nan.mutate('credits.spend', { creditType: 'lesson', amount: 21, key: 'all' })
    for (const refused of [
      await nan.mutate('subscriptions.previewChange', { subscriptionId: id, priceId: plans.basic.month }),
      await confirm(nan, id, seen),
    ])
      expect(refused).toMatchObject({ failure: { kind: 'change-refused', reason: 'credits-spent' } })
    expect(await mySubscription(nan, id)).toMatchObject({ priceId: plans.studio.month })
    expect(await creditsOf(nan, 'lesson')).toEqual({ plan: 39, total: 39 })
    await expectSound(house)
  })

  it('is not offered to a plan that they have besides', async () => {
    const eva = await signedIn(house)
    const { subscription } = await subscribe(house, eva, plans.plain.month)
    await subscribe(house, eva, plans.studio.month)
    const { items } = given(
      await eva.query<ChangeOptions>('subscriptions.options', { subscriptionId: subscription.id }),
    )
    expect(items.map((one) => one.plan.title)).toEqual(['Basic', 'Plain'])
    expect(
      await eva.mutate('subscriptions.previewChange', { subscriptionId: subscription.id, priceId: plans.studio.month }),
    ).toMatchObject({ failure: { kind: 'change-refused', reason: 'not-offered' } })
  })
})

describe('a pause', () => {
  it('leaves what is paid for open, then charges and opens nothing, and going on charges the running period', async () => {
    const kim = await signedIn(house)
    const { subscription } = await subscribe(house, kim, plans.studio.month)
    const { id } = subscription
    const paused = given(await ask(kim, 'pause', id, { periods: 2 }))
    expect(paused).toMatchObject({
      stage: 'paused',
      hasAccess: true,
      accessEndsAt: subscription.nextCharge?.at,
      can: { pause: false, resume: true, change: false },
    })
    await later(kim, after(paused.accessEndsAt, 180))
    await until('what was paid for is over', async () => !(await mySubscription(kim, id)).hasAccess)
    expect(await opened(kim)).toEqual([])
    expect(await paidTotals(id)).toEqual([1900])
    // No payment, no change of credits.
    expect(await creditsOf(kim, 'lesson')).toEqual({ plan: 60, total: 60 })

    const resumed = given(await ask(kim, 'resume', id))
    expect(resumed).toMatchObject({ stage: 'active', hasAccess: true })
    await until('the running period is paid', async () => (await paidTotals(id)).length === 2)
    expect(await paidTotals(id)).toEqual([1900, 1900])
    expect(await opened(kim)).toEqual(['course', 'sheets'])
    expect(await creditsOf(kim, 'lesson')).toEqual({ plan: 60, total: 60 })
    await expectSound(house)
  }, 60_000)

  it('ends by itself before the period it goes on with, which is charged as any other', async () => {
    const lou = await signedIn(house)
    const { subscription } = await subscribe(house, lou, plans.plain.month)
    const { id } = subscription
    const paused = given(await ask(lou, 'pause', id, { periods: 1 }))
    await later(lou, after(paused.resumesAt, 180))
    await until('it goes on', async () => {
      const view = await mySubscription(lou, id)
      return view.stage === 'active' && view.hasAccess
    })
    await until('the period is paid', async () => (await paidTotals(id)).length === 2)
    expect(await paidTotals(id)).toEqual([500, 500])
    await expectSound(house)
  }, 60_000)
})

it('an invoice that somebody makes by hand changes no credits; its money is an order like any other', async () => {
  const una = await signedIn(house)
  const { subscription } = await subscribe(house, una, plans.studio.month)
  const row = await house.deps.db
    .selectFrom('subscriptions')
    .select(['provider_subscription_id as subscription', 'provider_customer_id as customer'])
    .where('id', '=', subscription.id)
    .executeTakeFirstOrThrow()
  await una.mutate('credits.spend', { creditType: 'lesson', amount: 25, key: 'one' })
  await house.sandbox.stripePost('invoiceitems', { ...row, amount: '700', currency: 'usd', description: 'A visit' })
  const invoice = await house.sandbox.stripePost('invoices', { ...row, auto_advance: 'false' })
  await house.sandbox.stripePost(`invoices/${invoice?.id}/finalize`)
  expect(await house.sandbox.stripePost(`invoices/${invoice?.id}/pay`)).toMatchObject({
    status: 'paid',
    billing_reason: 'manual',
    amount_paid: 700,
  })
  await until('it is booked', async () => (await paidTotals(subscription.id)).length === 2)
  expect(await paidTotals(subscription.id)).toEqual([1900, 700])
  expect(await creditsOf(una, 'lesson')).toEqual({ plan: 35, total: 35 })
  await expectSound(house)
})

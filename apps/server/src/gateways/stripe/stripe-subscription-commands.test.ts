import { money } from '@cashwrap/shared/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BillingHouse, expectOk, openBillingHouse } from '../../../test/support/billing-house.ts'
import type { PlanChange, SubscriptionFacts } from '../../modules/subscriptions/index.ts'

const PRICE = money(2000, 'USD')
const DEARER = money(5000, 'USD')
const CHEAPER = money(1000, 'USD')
const DAY = 86_400
const REFUSED_WHEN_CHARGED = 'pm_card_chargeCustomerFail'

let house: BillingHouse
beforeAll(async () => {
  house = await openBillingHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const read = async (id: string): Promise<SubscriptionFacts> => expectOk(await house.subscriptions.read(id, new Set()))
const begin = async (plan: Partial<Parameters<BillingHouse['subscribe']>[0]> = {}) =>
  (await house.subscribe({ price: PRICE, ...plan })).began
const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000
/** To a moment just after the running period, when its invoice has been tried. */
const passPeriod = async ({ periodStartsAt, periodEndsAt }: SubscriptionFacts) =>
  house.sandbox.advance(seconds(periodStartsAt, periodEndsAt) + 2 * 3600)
/** From now on each charge is refused. */
async function breakCard(subscriptionId: string, customerId: string): Promise<void> {
  const method = await house.stripe.paymentMethods.attach(REFUSED_WHEN_CHARGED, { customer: customerId })
  await house.stripe.subscriptions.update(subscriptionId, { default_payment_method: method.id })
}

describe('ending', () => {
  it('with the period can be taken back', async () => {
    const { subscriptionId } = await begin()
    const before = await read(subscriptionId)
    expectOk(await house.subscriptions.cancel(subscriptionId, 'period-end'))
    expect(await read(subscriptionId)).toMatchObject({ status: 'active', cancelAt: before.periodEndsAt })
    expectOk(await house.subscriptions.keep(subscriptionId))
    expect(await read(subscriptionId)).toMatchObject({ status: 'active', cancelAt: null })
  })

  it('on a date of its own can be taken back too', async () => {
    const { subscriptionId } = await begin()
    const before = await read(subscriptionId)
    const cancelAt = before.periodEndsAt.getTime() / 1000 + 5 * DAY
    await house.stripe.subscriptions.update(subscriptionId, { cancel_at: cancelAt, proration_behavior: 'none' })
    expect((await read(subscriptionId)).cancelAt).toEqual(new Date(cancelAt * 1000))
    expectOk(await house.subscriptions.keep(subscriptionId))
    expect((await read(subscriptionId)).cancelAt).toBeNull()
  })

  it('now is at once, and again is the same', async () => {
    const { subscriptionId } = await begin()
    expectOk(await house.subscriptions.cancel(subscriptionId, 'now'))
    const ended = await read(subscriptionId)
    expect(ended).toMatchObject({ status: 'canceled', endedAt: expect.any(Date) })
    expect(ended.invoices).toHaveLength(1)
    expectOk(await house.subscriptions.cancel(subscriptionId, 'now'))
  })

  it('of what is not there is refused', async () => {
    expect(await house.subscriptions.cancel('sub_nobody', 'now')).toMatchObject({ failure: { kind: 'refused' } })
  })
})

/** A change ten days into a period of thirty or so, and what it is asked with. */
async function tenDaysIn(way: PlanChange['way'], providerPriceId: string, plan: Parameters<typeof begin>[0] = {}) {
  const { subscriptionId, customerId } = await begin(plan)
  const before = await read(subscriptionId)
  await house.sandbox.advance(10 * DAY)
  const prorationAt = new Date(before.periodStartsAt.getTime() + 10 * DAY * 1000)
  const from = way === 'next-period' ? before.periodEndsAt : null
  const change: PlanChange = { subscriptionId, providerPriceId, prorationAt, way, from }
  /** What a price costs for the rest of the period. */
  const rest = (amount: number) =>
    Math.round(
      (amount * seconds(prorationAt, before.periodEndsAt)) / seconds(before.periodStartsAt, before.periodEndsAt),
    )
  return { subscriptionId, customerId, before, change, rest }
}

describe('a dearer plan', () => {
  it('is charged as it was shown, once for one key', async () => {
    const dearer = await house.priceOf(DEARER)
    const { subscriptionId, before, change, rest } = await tenDaysIn('charge', dearer)
    const shown = expectOk(await house.subscriptions.preview(change))
    expect(shown).toMatchObject({ credit: 0, currency: 'USD', next: { at: before.periodEndsAt, amount: 5000 } })
    expect(Math.abs(shown.dueNow - (rest(5000) - rest(2000)))).toBeLessThanOrEqual(1)
    expect(shown.lines.map(({ amount }) => Math.sign(amount)).toSorted()).toEqual([-1, 1])
    expect(shown.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(shown.dueNow)
    expect((await read(subscriptionId)).providerPriceId).toBe(before.providerPriceId)

    expectOk(await house.subscriptions.change(change, 'key-of-a-change'))
    expectOk(await house.subscriptions.change(change, 'key-of-a-change'))
    const after = await read(subscriptionId)
    expect(after).toMatchObject({ providerPriceId: dearer, unitAmount: 5000, periodEndsAt: before.periodEndsAt })
    expect(after.invoices).toHaveLength(2)
    expect(after.invoices[0]).toMatchObject({
      reason: 'subscription_update',
      status: 'paid',
      total: shown.dueNow,
      covers: null,
      payment: { received: shown.dueNow },
    })
  })

  it('is not had with a card that is declined', async () => {
    const { subscriptionId, customerId, before, change } = await tenDaysIn('charge', await house.priceOf(DEARER))
    await breakCard(subscriptionId, customerId)
    expect(await house.subscriptions.change(change, `declined:${subscriptionId}`)).toEqual({
      ok: false,
      failure: { kind: 'declined' },
    })
    const after = await read(subscriptionId)
    expect(after).toMatchObject({ status: 'active', providerPriceId: before.providerPriceId })
    expect(after.invoices.filter(({ status }) => status === 'open' || status === 'paid')).toHaveLength(1)
  })

  it('is shown and charged with its tax', async () => {
    const { taxRateId } = expectOk(await house.subscriptions.ensureTaxRate({ rateBps: 1000, country: null }))
    const { subscriptionId, change, rest } = await tenDaysIn('charge', await house.priceOf(DEARER), { taxRateId })
    const shown = expectOk(await house.subscriptions.preview(change))
    expect(Math.abs(shown.dueNow - 1.1 * (rest(5000) - rest(2000)))).toBeLessThanOrEqual(2)
    expect(shown.lines.map(({ text }) => text)).toContain('Tax')
    expect(shown.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(shown.dueNow)
    expect(shown.next?.amount).toBe(5500)
    expectOk(await house.subscriptions.change(change, `taxed:${subscriptionId}`))
    const [invoice] = (await read(subscriptionId)).invoices
    expect(invoice?.total).toBe(shown.dueNow)
    expect((invoice?.subtotal ?? 0) + (invoice?.tax ?? 0)).toBe(shown.dueNow)
  })

  it('costs nothing while it is tried, and its price when that is over', async () => {
    const dearer = await house.priceOf(DEARER)
    const { subscriptionId, before, change } = await tenDaysIn('charge', dearer, { trialDays: 30 })
    const shown = expectOk(await house.subscriptions.preview(change))
    expect(shown).toMatchObject({ dueNow: 0, credit: 0, next: { at: before.trialEndsAt, amount: 5000 } })
    expectOk(await house.subscriptions.change(change, `tried:${subscriptionId}`))
    const after = await read(subscriptionId)
    expect(after).toMatchObject({ status: 'trialing', providerPriceId: dearer, trialEndsAt: before.trialEndsAt })
    expect(after.invoices.every(({ amountPaid }) => amountPaid === 0)).toBe(true)
  })

  it('by the year begins a year of its own', async () => {
    const yearly = await house.priceOf(money(20_000, 'USD'), 'year')
    const { subscriptionId, change, rest } = await tenDaysIn('charge', yearly)
    const shown = expectOk(await house.subscriptions.preview(change))
    expect(Math.abs(shown.dueNow - (20_000 - rest(2000)))).toBeLessThanOrEqual(1)
    const inAYear = new Date(change.prorationAt)
    inAYear.setUTCFullYear(inAYear.getUTCFullYear() + 1)
    expect(shown.next?.amount).toBe(20_000)
    expect(Math.abs(seconds(inAYear, shown.next?.at ?? inAYear))).toBeLessThan(60)
    expectOk(await house.subscriptions.change(change, `yearly:${subscriptionId}`))
    const after = await read(subscriptionId)
    expect(after.providerPriceId).toBe(yearly)
    expect(after.invoices[0]).toMatchObject({
      total: shown.dueNow,
      covers: { from: after.periodStartsAt, to: after.periodEndsAt, providerPriceId: yearly },
    })
  })
})

describe('a cheaper plan', () => {
  it('at once is credited on the next charge', async () => {
    const cheaper = await house.priceOf(CHEAPER)
    const { subscriptionId, before, change, rest } = await tenDaysIn('credit', cheaper)
    const shown = expectOk(await house.subscriptions.preview(change))
    expect(shown.dueNow).toBe(0)
    expect(Math.abs(shown.credit - (rest(2000) - rest(1000)))).toBeLessThanOrEqual(1)
    expect(shown.next).toEqual({ at: before.periodEndsAt, amount: 1000 - shown.credit })
    expectOk(await house.subscriptions.change(change, `cheaper:${subscriptionId}`))
    const changed = await read(subscriptionId)
    expect(changed.providerPriceId).toBe(cheaper)
    expect(changed.invoices).toHaveLength(1)
    await passPeriod(changed)
    expect((await read(subscriptionId)).invoices[0]).toMatchObject({ total: shown.next?.amount, status: 'paid' })
  })

  it('from the next period on costs nothing before, and its price then', async () => {
    const cheaper = await house.priceOf(CHEAPER)
    const { subscriptionId, before, change } = await tenDaysIn('next-period', cheaper)
    expect(expectOk(await house.subscriptions.preview(change))).toEqual({
      dueNow: 0,
      credit: 0,
      lines: [],
      currency: 'USD',
      next: { at: before.periodEndsAt, amount: 1000 },
    })
    expectOk(await house.subscriptions.change(change, `later:${subscriptionId}`))
    const changed = await read(subscriptionId)
    expect(changed).toMatchObject({ providerPriceId: cheaper, periodEndsAt: before.periodEndsAt })
    expect(changed.invoices.reduce((sum, { amountPaid }) => sum + amountPaid, 0)).toBe(2000)
    await passPeriod(changed)
    const after = await read(subscriptionId)
    expect(after.status).toBe('active')
    expect(after.invoices[0]).toMatchObject({
      reason: 'subscription_cycle',
      status: 'paid',
      total: 1000,
      covers: { from: before.periodEndsAt, providerPriceId: cheaper },
    })
  })
})

it('no plan is had that Stripe has no price of', async () => {
  const { change } = await tenDaysIn('charge', 'price_of_nobody')
  expect(await house.subscriptions.preview(change)).toMatchObject({ failure: { kind: 'refused' } })
  expect(await house.subscriptions.change(change, 'nobody')).toMatchObject({ failure: { kind: 'refused' } })
})

describe('a pause', () => {
  async function pausedOver(periods: number) {
    const { subscriptionId, customerId } = await begin()
    const before = await read(subscriptionId)
    const until = new Date(before.periodEndsAt.getTime() + 300 * DAY * 1000)
    expectOk(await house.subscriptions.pause(subscriptionId, until))
    expect((await read(subscriptionId)).paused).toEqual({ resumesAt: until })
    for (let period = 0; period < periods; period++) await passPeriod(await read(subscriptionId))
    return { subscriptionId, customerId }
  }

  it('collects nothing, and its end charges the running period once', async () => {
    const { subscriptionId } = await pausedOver(2)
    const resting = await read(subscriptionId)
    expect(resting.invoices.map(({ status }) => status)).toEqual(['draft', 'draft', 'paid'])
    expectOk(await house.subscriptions.resume(subscriptionId, `resume:${subscriptionId}`))
    expectOk(await house.subscriptions.resume(subscriptionId, `resume:${subscriptionId}`))
    const after = await read(subscriptionId)
    expect(after.paused).toBeNull()
    expect(after.invoices.map(({ status }) => status)).toEqual(['paid', 'draft', 'paid'])
    expect(after.invoices[0]).toMatchObject({
      covers: { from: after.periodStartsAt, to: after.periodEndsAt },
      payment: { received: 2000 },
    })
  })

  it('within a period is over without a charge', async () => {
    const { subscriptionId } = await pausedOver(0)
    expectOk(await house.subscriptions.resume(subscriptionId, `resume:${subscriptionId}`))
    expect((await read(subscriptionId)).invoices).toHaveLength(1)
  })

  it('is over with a declined card too, which leaves the charge open', async () => {
    const { subscriptionId, customerId } = await pausedOver(1)
    await breakCard(subscriptionId, customerId)
    expect(await house.subscriptions.resume(subscriptionId, `resume:${subscriptionId}`)).toEqual({
      ok: false,
      failure: { kind: 'declined' },
    })
    const after = await read(subscriptionId)
    expect(after.paused).toBeNull()
    expect(after.invoices[0]).toMatchObject({ status: 'open', amountDue: 2000 })
  })
})

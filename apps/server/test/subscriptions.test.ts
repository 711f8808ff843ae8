import type { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import type { CreditEntryPage } from '@cashwrap/shared/contracts/credits'
import type { PlanList, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { type StockedPlans, stockPlans } from './support/plans.ts'
import { Shopper } from './support/shopper.ts'
import { SELLERS } from './support/stock.ts'
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
  subjects,
  subscribe,
} from './support/subscriber.ts'
import { until } from './support/until.ts'

let house: House
let plans: StockedPlans
beforeAll(async () => {
  house = await openHouse()
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const rowsOf = (email: string) =>
  house.deps.db.selectFrom('subscriptions').selectAll().where('email', '=', email).orderBy('created_at').execute()

const ordersOf = (email: string) =>
  house.deps.db
    .selectFrom('orders')
    .select(['state', 'total', 'source'])
    .where('buyer_email', '=', email)
    .orderBy('number')
    .execute()

const verb = (shopper: Shopper, name: string, id: string, input: object = {}) =>
  shopper.mutate<Subscription>(`subscriptions.${name}`, { subscriptionId: id, ...input })

describe('subscribing', () => {
  it('charges the first period, opens what the plan opens, gives its credits and tells the buyer', async () => {
    const mia = await signedIn(house)
    const { subscription } = await subscribe(house, mia, plans.studio.month)

    expect(subscription).toMatchObject({
      status: 'active',
      stage: 'active',
      hasAccess: true,
      price: { amount: 1900, currency: 'USD' },
      nextCharge: { amount: { amount: 1900, currency: 'USD' } },
      card: { brand: 'visa', last4: '4242' },
      credits: { creditType: 'lesson', perPeriod: 60, left: 60 },
      can: { change: true, cancel: true, keep: false, pause: true, resume: false },
    })
    expect(await opened(mia)).toEqual(['course', 'sheets'])
    expect(await creditsOf(mia, 'lesson')).toEqual({ plan: 60, total: 60 })
    expect(await ordersOf(mia.email)).toEqual([{ state: 'completed', total: 1900, source: 'shop' }])
    await expect.poll(() => subjects(house, mia.email)).toHaveLength(2)
    await expectSound(house)
  })

  it('asks for a card in a trial and charges nothing, and gives each person one', async () => {
    const ben = await signedIn(house)
    const { subscription } = await subscribe(house, ben, plans.basic.month)
    expect(subscription).toMatchObject({ status: 'trialing', stage: 'trial', hasAccess: true, card: { last4: '4242' } })
    expect(await ordersOf(ben.email)).toEqual([{ state: 'completed', total: 0, source: 'shop' }])
    expect(await house.sandbox.stripe('charges?limit=1')).toMatchObject({
      data: [{ billing_details: { email: expect.not.stringMatching(ben.email) } }],
    })

    given(await verb(ben, 'cancel', subscription.id, { when: 'now' }))
    expect(await opened(ben)).toEqual([])
    const offered = given(await ben.query<PlanList>('subscriptions.plans')).items
    expect(offered.find((plan) => plan.slug === 'basic')).toMatchObject({ trialDays: 0, subscription: null })
    const { subscription: again } = await subscribe(house, ben, plans.basic.year)
    expect(again).toMatchObject({ status: 'active', stage: 'active' })
    expect(await ordersOf(ben.email)).toMatchObject([{ total: 0 }, { total: 9000 }])
    await expectSound(house)
  })

  it('refuses a plan that they have, at whichever price, and makes nothing', async () => {
    const ada = await signedIn(house)
    const { subscription } = await subscribe(house, ada, plans.plain.month)
    const before = (await house.sandbox.requests()).length
    for (const priceId of [plans.plain.month, plans.plain.year])
      expect(await ada.mutate('subscriptions.start', { priceId, email: null })).toMatchObject({
        ok: false,
        failure: { kind: 'already-subscribed', subscriptionId: subscription.id },
      })
    const stranger = new Shopper(house.url)
    expect(await stranger.mutate('subscriptions.start', { priceId: plans.plain.year, email: ada.email })).toMatchObject(
      {
        ok: false,
        failure: { kind: 'already-subscribed', subscriptionId: null },
      },
    )
    expect((await house.sandbox.requests()).length).toBe(before)
    expect(await ordersOf(ada.email)).toHaveLength(1)
  })

  it('gives the open page again to who asks twice, and a new one for another price', async () => {
    const joe = await signedIn(house)
    const first = await startPlan(joe, plans.plain.month)
    expect((await startPlan(joe, plans.plain.month)).sessionId).toBe(first.sessionId)
    const other = await startPlan(joe, plans.plain.year)
    expect(other.sessionId).not.toBe(first.sessionId)
    expect(await joe.status(first.sessionId)).toMatchObject({ stage: 'expired' })
  })

  it('refuses what is not a plan on sale, and never a plan in a cart', async () => {
    const eve = await signedIn(house)
    const once = await house.deps.db
      .selectFrom('prices')
      .select('id')
      .where('product_id', '=', house.products.course)
      .executeTakeFirstOrThrow()
    expect(await eve.mutate('subscriptions.start', { priceId: once.id, email: null })).toMatchObject({
      failure: { kind: 'not-found', what: 'plan' },
    })
    expect(await eve.mutate('cart.add', { productId: plans.plain.productId })).toMatchObject({
      failure: { kind: 'bought-alone' },
    })
  })

  it('keeps what a guest subscribed to for whoever proves the address, with its credits', async () => {
    const guest = new Shopper(house.url)
    const { sessionId } = await startPlan(guest, plans.studio.month, guest.email)
    await house.sandbox.pay(sessionId)
    await until('it is paid', async () => (await guest.status(sessionId)).stage === 'paid')
    expect((await guest.status(sessionId)).yours).toMatchObject({ email: guest.email })
    expect((await rowsOf(guest.email))[0]).toMatchObject({ user_id: null, has_access: true, allowance: 0 })

    await signIn(house, guest)
    expect(await mine(guest)).toMatchObject([{ stage: 'active', hasAccess: true }])
    expect(await opened(guest)).toEqual(['course', 'sheets'])
    await until('the credits come', async () => (await creditsOf(guest, 'lesson')).plan === 60)
    await expectSound(house)
  })
})

describe('a plan that is paid twice by one person', () => {
  /** Two browsers that cannot know of each other: one of an account, one of a guest with its address. */
  async function openTwo(priceId: PriceId): Promise<{ user: Shopper; sessions: string[] }> {
    const user = await signedIn(house)
    const guest = new Shopper(house.url, user.email)
    const mineSession = await startPlan(user, priceId)
    const theirs = given(await guest.mutate<StartedCheckout>('subscriptions.start', { priceId, email: user.email }))
    if (theirs.status !== 'needs-payment') throw new Error('nothing to pay')
    return { user, sessions: [mineSession.sessionId, theirs.sessionId] }
  }

  it('has the second one ended, its money sent back, and the buyer told', async () => {
    const { user, sessions } = await openTwo(plans.plain.month)
    await Promise.all(sessions.map((sessionId) => house.sandbox.pay(sessionId)))
    await until('one is left', async () => {
      const rows = await rowsOf(user.email)
      return rows.length === 2 && rows.filter((row) => row.status === 'canceled').length === 1
    })
    const rows = await rowsOf(user.email)
    expect(rows.filter((row) => row.duplicate_of === null)).toMatchObject([{ status: 'active', has_access: true }])
    expect(rows.filter((row) => row.duplicate_of !== null)).toMatchObject([{ status: 'canceled', has_access: false }])
    await until('the money is back', async () => {
      const refunds = await house.deps.db
        .selectFrom('refunds as r')
        .innerJoin('orders as o', 'o.id', 'r.order_id')
        .select(['r.amount', 'r.reason', 'r.state'])
        .where('o.buyer_email', '=', user.email)
        .execute()
      return refunds.length === 1 && refunds[0]?.state === 'succeeded' && refunds[0].amount === 500
    })
    expect((await ordersOf(user.email)).map(({ state }) => state).sort()).toEqual(['completed', 'refunded'])
    expect(await opened(user)).toEqual(['video'])
    await until('they are told', async () =>
      (await house.sandbox.mail(user.email)).some(({ text }) => /subscri/i.test(text) && /back|refund/i.test(text)),
    )
    await expectSound(house)
  })

  it('has a second trial ended, which cost nothing, and tells the buyer', async () => {
    const { user, sessions } = await openTwo(plans.basic.month)
    for (const sessionId of sessions) await house.sandbox.pay(sessionId)
    await until('one is left', async () => {
      const rows = await rowsOf(user.email)
      return rows.length === 2 && rows.filter((row) => row.status === 'canceled').length === 1
    })
    expect((await ordersOf(user.email)).map(({ state }) => state).sort()).toEqual(['cancelled', 'completed'])
    expect(await creditsOf(user, 'lesson')).toEqual({ plan: 20, total: 20 })
    await until('they are told', async () => (await subjects(house, user.email)).length >= 2)
    await expectSound(house)
  })
})

describe("a seller's plan", () => {
  it('opens everything of theirs but what is sold one by one, and each charge is theirs less the fee', async () => {
    const ida = await signedIn(house)
    const { subscription, orderId } = await subscribe(house, ida, plans.gallery.month)
    expect(await opened(ida)).toEqual(['haiku', 'melody', 'ode', 'seascape'])
    const shares = () =>
      house.deps.db
        .selectFrom('order_shares as s')
        .innerJoin('orders as o', 'o.id', 's.order_id')
        .select(['s.way', 's.account_id', 's.gross', 's.fee'])
        .where('o.subscription_id', '=', subscription.id)
        .execute()
    const share = { way: 'destination', account_id: SELLERS.pia.accountId, gross: 1200, fee: 120 }
    expect(await shares()).toEqual([share])
    const { intent } = await house.deps.db
      .selectFrom('payments')
      .select('provider_object_id as intent')
      .where('order_id', '=', orderId as never)
      .executeTakeFirstOrThrow()
    expect(await house.sandbox.stripe(`payment_intents/${intent}`)).toMatchObject({
      application_fee_amount: 120,
      transfer_data: { destination: SELLERS.pia.accountId },
    })

    await passTo(house, addMinutes(new Date(subscription.nextCharge?.at ?? 0), 90))
    await until('it is renewed', async () => (await shares()).length === 2)
    expect(await shares()).toEqual([share, share])
    await expectSound(house)
  })
})

describe('what a subscriber asks for', () => {
  it('ends at once when asked to, and gives no more credits', async () => {
    const max = await signedIn(house)
    const { subscription } = await subscribe(house, max, plans.studio.month)
    const ended = given(await verb(max, 'cancel', subscription.id, { when: 'now' }))
    expect(ended).toMatchObject({ status: 'canceled', stage: 'ended', hasAccess: false })
    expect(await opened(max)).toEqual([])
    const entries = given(await max.query<CreditEntryPage>('credits.statement', { creditType: 'lesson' })).items
    expect(entries.map((one) => [one.kind, one.change])).toEqual([
      ['expiry', -60],
      ['allowance', 60],
    ])
    expect(await verb(max, 'keep', subscription.id)).toMatchObject({
      failure: { kind: 'change-refused', reason: 'not-now' },
    })
    await expectSound(house)
  })

  it('leads to the pages of the provider about this subscriber and nobody else', async () => {
    const zoe = await signedIn(house)
    const { subscription } = await subscribe(house, zoe, plans.plain.month)
    const portal = given(
      await zoe.mutate<{ url: string }>('subscriptions.openPortal', { subscriptionId: subscription.id, flow: null }),
    )
    expect((await fetch(portal.url)).status).toBe(200)
    const { items } = given(
      await zoe.query<{ items: { id: string }[] }>('subscriptions.invoices', { subscriptionId: subscription.id }),
    )
    const links = given(
      await zoe.mutate<{ page: string; pdf: string }>('subscriptions.openInvoice', { invoiceId: items[0]?.id }),
    )
    expect((await fetch(links.pdf)).headers.get('content-type')).toBe('application/pdf')

    const other = await signedIn(house)
    for (const name of ['get', 'options', 'invoices'])
      expect(await other.query(`subscriptions.${name}`, { subscriptionId: subscription.id })).toMatchObject({
        failure: { kind: 'not-found', what: 'subscription' },
      })
    for (const [name, input] of [
      ['cancel', { when: 'now' }],
      ['keep', {}],
      ['pause', { periods: 1 }],
      ['resume', {}],
      ['openPortal', { flow: null }],
      ['previewChange', { priceId: plans.studio.month }],
    ] as const)
      expect(await verb(other, name, subscription.id, input)).toMatchObject({
        failure: { kind: 'not-found', what: 'subscription' },
      })
    expect(await other.mutate('subscriptions.openInvoice', { invoiceId: items[0]?.id })).toMatchObject({
      failure: { kind: 'not-found', what: 'invoice' },
    })
    expect(await mySubscription(zoe, subscription.id)).toMatchObject({ stage: 'active' })
    expect(await new Shopper(house.url).query('subscriptions.mine')).toMatchObject({
      failure: { kind: 'sign-in-required' },
    })
  })
})

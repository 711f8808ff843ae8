import type { CreditEntryPage, SpentCredits } from '@cashwrap/shared/contracts/credits'
import type { ChangePreview, InvoicePage, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import type { OrderId } from '@cashwrap/shared/ids'
import { addDays, addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { showOrder } from '../src/modules/desk/index.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { type StockedPlans, stockPlans } from './support/plans.ts'
import type { Shopper } from './support/shopper.ts'
import {
  creditsOf,
  given,
  mySubscription,
  opened,
  passTo,
  signedIn,
  signIn,
  subjects,
  subscribe,
} from './support/subscriber.ts'
import { until } from './support/until.ts'

const FAILS_LATER = '4000000000000341'
const GOOD = '5555555555554444'
/** Stripe charges a period about an hour after it begins. */
const CHARGED_AFTER_MINUTES = 90

let house: House
let plans: StockedPlans
beforeAll(async () => {
  house = await openHouse()
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

/** Mia, as everything about her subscription is looked at after each step. */
class Subscriber {
  readonly shopper: Shopper
  readonly id: string
  #spent = 0
  constructor(shopper: Shopper, id: string) {
    this.shopper = shopper
    this.id = id
  }

  view = (): Promise<Subscription> => mySubscription(this.shopper, this.id)

  /** Waits until the subscription is as expected, and everything else with it. */
  async comes(what: string, expected: Partial<Record<keyof Subscription, unknown>>): Promise<Subscription> {
    return until(what, async () => {
      const view = await this.view()
      return Object.entries(expected).every(([key, value]) => view[key as keyof Subscription] === value) && view
    })
  }

  invoices = async (): Promise<InvoicePage['items']> =>
    given(await this.shopper.query<InvoicePage>('subscriptions.invoices', { subscriptionId: this.id, limit: 50 })).items

  /** How many of each kind of entry, newest first: kind and change. */
  ledger = async (): Promise<[string, number][]> =>
    given(
      await this.shopper.query<CreditEntryPage>('credits.statement', { creditType: 'lesson', limit: 100 }),
    ).items.map((entry) => [entry.kind, entry.change])

  async spend(amount: number): Promise<void> {
    this.#spent += 1
    given(
      await this.shopper.mutate<SpentCredits>('credits.spend', {
        creditType: 'lesson',
        amount,
        key: `use-${this.#spent}`,
      }),
    )
  }

  async mails(count: number): Promise<string[]> {
    await until(`mail ${count} comes`, async () => (await subjects(house, this.shopper.email)).length >= count)
    const all = await subjects(house, this.shopper.email)
    expect(all, all.join('; ')).toHaveLength(count)
    return all
  }

  do = async (verb: string, input: object = {}): Promise<Subscription> =>
    given(await this.shopper.mutate<Subscription>(`subscriptions.${verb}`, { subscriptionId: this.id, ...input }))

  preview = async (priceId: string): Promise<ChangePreview> =>
    given(await this.shopper.mutate<ChangePreview>('subscriptions.previewChange', { subscriptionId: this.id, priceId }))

  confirm = (preview: ChangePreview): Promise<Subscription> =>
    this.do('change', {
      priceId: preview.option.priceId,
      prorationAt: preview.prorationAt,
      expectedDueNow: preview.dueNow,
    })

  async customer(): Promise<string> {
    const row = await house.deps.db
      .selectFrom('subscriptions')
      .select('provider_customer_id')
      .where('id', '=', this.id as never)
      .executeTakeFirstOrThrow()
    return row.provider_customer_id
  }
}

const chargedAfter = (instant: string | null | undefined): Date => {
  if (!instant) throw new Error('nothing will be charged')
  return addMinutes(new Date(instant), CHARGED_AFTER_MINUTES)
}

/** Goes on to when the next period is charged. */
async function renew(mia: Subscriber): Promise<Subscription> {
  const before = await mia.view()
  await passTo(house, chargedAfter(before.nextCharge?.at))
  // A browser that was not used for a month has to sign in again.
  await signIn(house, mia.shopper)
  return until('the next period is paid', async () => {
    const view = await mia.view()
    return view.paidUntil !== before.paidUntil && view.status === 'active' && view
  })
}

it('a year of a subscriber: trial, renewals, a failing card, recovery, up, down, cancelled, resumed, ended', async () => {
  const shopper = await signedIn(house)
  const started = await house.sandbox.now()
  const { subscription: begun } = await subscribe(house, shopper, plans.basic.month)
  const mia = new Subscriber(shopper, begun.id)

  // A trial of 14 days: open, with its credits, and nothing is charged.
  expect(begun).toMatchObject({ status: 'trialing', stage: 'trial', hasAccess: true, accessEndsAt: null })
  expect(begun.nextCharge?.amount).toEqual({ amount: 900, currency: 'USD' })
  const trialEnd = new Date(begun.nextCharge?.at ?? 0)
  expect(Math.round((trialEnd.getTime() - started.getTime()) / 86_400_000)).toBe(14)
  expect(await opened(shopper)).toEqual(['course'])
  expect(await mia.ledger()).toEqual([['allowance', 20]])
  expect(await mia.invoices()).toMatchObject([{ reason: 'first', status: 'paid', total: { amount: 0 } }])
  expect(await mia.mails(1)).toEqual([expect.stringContaining('Basic')])
  await expectSound(house)

  // Three days before its end the trial is spoken of, once.
  await passTo(house, addMinutes(addDays(trialEnd, -3), 5))
  expect((await mia.mails(2))[1]).toMatch(/trial/i)

  // The first charge: what is left of the credits ends, the new ones come.
  await mia.spend(5)
  await renew(mia)
  expect(await mia.comes('it is active', { status: 'active', stage: 'active' })).toMatchObject({ hasAccess: true })
  expect(await mia.ledger()).toEqual([
    ['allowance', 20],
    ['expiry', -15],
    ['spend', -5],
    ['allowance', 20],
  ])
  expect((await mia.invoices())[0]).toMatchObject({ reason: 'renewal', status: 'paid', total: { amount: 900 } })
  expect((await mia.invoices())[0]?.orderNumber).toEqual(expect.any(Number))
  await mia.mails(3)
  await expectSound(house)

  // Two more months.
  await renew(mia)
  const paid = await renew(mia)
  expect(await creditsOf(shopper, 'lesson')).toEqual({ plan: 20, total: 20 })
  expect(await mia.invoices()).toHaveLength(4)
  await mia.mails(5)
  await expectSound(house)

  // A card that fails: nothing is lost yet, the credits are as they were, and a mail leads to mending it.
  await mia.spend(7)
  const ledgerBefore = await mia.ledger()
  await house.sandbox.replaceCard(await mia.customer(), FAILS_LATER)
  await passTo(house, chargedAfter(paid.nextCharge?.at))
  const failed = await mia.comes('the payment failed', { status: 'past_due', stage: 'fix-payment' })
  expect(failed.hasAccess).toBe(true)
  expect(await opened(shopper)).toEqual(['course'])
  expect(await mia.ledger()).toEqual(ledgerBefore)
  expect((await mia.invoices())[0]).toMatchObject({ status: 'open', amountPaid: { amount: 0 } })
  expect((await mia.mails(6)).at(-1)).toMatch(/declined|failed|card/i)
  const [letter] = await house.sandbox.mail(shopper.email)
  expect(letter?.text).toContain(encodeURIComponent(`/account/subscriptions/${mia.id}?fix=card`))

  // Tried again, in vain, and told; after the days of grace it opens nothing any more. No credit is touched.
  await passTo(house, addMinutes(new Date(failed.nextCharge?.at ?? 0), 5))
  await mia.mails(7)
  await passTo(house, addMinutes(new Date(failed.accessEndsAt ?? 0), 5))
  await mia.comes('grace is over', { hasAccess: false, stage: 'no-access', status: 'past_due' })
  expect(await opened(shopper)).toEqual([])
  expect(await mia.ledger()).toEqual(ledgerBefore)
  expect((await mia.mails(8)).at(-1)).toMatch(/Basic/)
  await expectSound(house)

  // Another card, and what was owed is paid: open again, and the period's credits come with its payment.
  await house.sandbox.replaceCard(await mia.customer(), GOOD)
  const [open] = await mia.invoices()
  const { id: invoiceId } = await providerInvoice(open?.id ?? '')
  expect(await house.sandbox.stripePost(`invoices/${invoiceId}/pay`)).toMatchObject({ status: 'paid' })
  await mia.comes('it has recovered', { status: 'active', hasAccess: true, stage: 'active' })
  expect((await mia.view()).card).toMatchObject({ brand: 'mastercard', last4: '4444' })
  expect(await opened(shopper)).toEqual(['course'])
  expect((await mia.ledger()).slice(0, 2)).toEqual([
    ['allowance', 20],
    ['expiry', -13],
  ])
  await mia.mails(10)
  await expectSound(house)

  // Up, in the middle of a period: what is shown is what is charged, at once; credits wait for the next period.
  const beforeUp = await mia.ledger()
  const up = await mia.preview(plans.studio.month)
  expect(up.option.takesEffect).toBe('now')
  expect(up.dueNow.amount).toBeGreaterThan(0)
  expect(up.dueNow.amount).toBeLessThan(1000)
  await mia.confirm(up)
  await mia.comes('the plan is changed', { priceId: plans.studio.month, status: 'active' })
  expect(await opened(shopper)).toEqual(['course', 'sheets'])
  expect((await mia.invoices())[0]).toMatchObject({ reason: 'change', status: 'paid', amountPaid: up.dueNow })
  expect(await mia.ledger()).toEqual(beforeUp)
  await mia.mails(12)
  await expectSound(house)

  const onStudio = await renew(mia)
  expect(onStudio.nextCharge?.amount.amount).toBe(1900)
  expect((await mia.invoices())[0]).toMatchObject({ reason: 'renewal', amountPaid: { amount: 1900 } })
  expect(await creditsOf(shopper, 'lesson')).toEqual({ plan: 60, total: 60 })
  await mia.mails(13)

  // Down: nothing is charged, the difference comes off the next period, as it was shown.
  await passTo(house, addDays(await house.sandbox.now(), 10))
  const down = await mia.preview(plans.basic.month)
  expect(down).toMatchObject({ dueNow: { amount: 0 }, option: { takesEffect: 'now' } })
  expect(down.credit.amount).toBeGreaterThan(0)
  expect(down.creditsReturned).toEqual({ creditType: 'lesson', credits: 40 })
  await mia.confirm(down)
  const cheaper = await mia.comes('the plan is changed back', { priceId: plans.basic.month })
  expect(cheaper.nextCharge?.amount).toEqual(down.nextCharge?.amount)
  expect(await opened(shopper)).toEqual(['course'])
  expect((await mia.ledger())[0]).toEqual(['expiry', -40])
  expect(await creditsOf(shopper, 'lesson')).toEqual({ plan: 20, total: 20 })
  await mia.mails(14)
  await renew(mia)
  expect((await mia.invoices())[0]).toMatchObject({ reason: 'renewal', amountPaid: down.nextCharge?.amount })
  expect(await creditsOf(shopper, 'lesson')).toEqual({ plan: 20, total: 20 })
  await mia.mails(15)
  await expectSound(house)

  // Cancelled at the period's end, and taken back.
  const ending = await mia.do('cancel', { when: 'period-end' })
  expect(ending).toMatchObject({ stage: 'ending', hasAccess: true, nextCharge: null })
  expect(ending.cancelAt).toBe(ending.paidUntil)
  expect((await mia.mails(16)).at(-1)).toMatch(/Basic/)
  expect(await mia.do('keep')).toMatchObject({ stage: 'active', cancelAt: null })
  await mia.mails(17)
  await renew(mia)
  await mia.mails(18)

  // Cancelled for good: open until what is paid for ends, then nothing is open, left or charged.
  const last = await mia.do('cancel', { when: 'period-end' })
  await mia.mails(19)
  await passTo(house, addMinutes(new Date(last.cancelAt ?? 0), 10))
  const ended = await mia.comes('it has ended', { status: 'canceled', stage: 'ended', hasAccess: false })
  expect(ended.endedAt).not.toBeNull()
  expect(await opened(shopper)).toEqual([])
  expect(await creditsOf(shopper, 'lesson')).toEqual({ plan: 0, total: 0 })
  expect((await mia.ledger())[0]).toEqual(['expiry', -20])
  expect((await mia.mails(20)).map(withoutNumbers).sort()).toEqual(
    [
      'Your free trial began: Basic',
      'Your free trial ends on #: Basic',
      ...Array(3).fill('Receipt for order #: Basic'),
      ...Array(2).fill('Your card was declined: Basic'),
      'Your access has ended: Basic',
      ...['Paid, all is well again: Basic', 'Receipt for order #: Basic'],
      ...['Receipt for order # from Kendama School', 'Your new plan from #: Studio'],
      'Receipt for order #: Studio',
      'Your new plan from #: Basic',
      'Receipt for order #: Basic',
      'Cancelled, open until #: Basic',
      'Your cancellation was taken back: Basic',
      'Receipt for order #: Basic',
      'Cancelled, open until #: Basic',
      'Your subscription has ended: Basic',
    ].sort(),
  )
  await deskTellsOf(mia)
  const count = (await mia.invoices()).length
  await passTo(house, addDays(started, 366))
  await signIn(house, shopper)
  expect(await mia.invoices()).toHaveLength(count)
  await expectSound(house)
}, 180_000)

/** Staff read all of it at the order that began it, in words, and find that order from a renewal's. */
async function deskTellsOf(mia: Subscriber): Promise<void> {
  const bookedOrders = (await mia.invoices()).flatMap(({ orderId, reason }) => (orderId ? [{ orderId, reason }] : []))
  const renewal = bookedOrders.find(({ reason }) => reason === 'renewal')
  if (!renewal) throw new Error('nothing was renewed')
  const desk = async (orderId: string) =>
    given(await showOrder(house.deps, systemActor('test'), { orderId: orderId as OrderId }))
  const { subscription } = await desk(renewal.orderId)
  const first = await desk(subscription?.orderId ?? '')
  expect(subscription).toMatchObject({ status: 'canceled', orderNumber: first.order.number })
  const told = first.timeline.map(({ title }) => title)
  expect(told.filter((title) => /^subscription\.|^[a-z-]+ (queued|sent)$/.test(title))).toEqual([])
  expect(told).toEqual(
    expect.arrayContaining([
      'Subscription began',
      'A payment of the plan failed',
      'It opens nothing any more',
      'What was owed is paid',
      'Plan changed',
      'It is to end',
      'It goes on after all',
      'Subscription ended',
      'Mail about the end of the trial sent',
      'Mail about the end of the subscription queued',
    ]),
  )
}

/** Two mails of one moment come in either order; numbers and days are others at each run. */
const withoutNumbers = (subject: string): string => subject.replace(/\d+ [A-Z][a-z]+ \d+|\d+/g, '#')

async function providerInvoice(id: string): Promise<{ id: string }> {
  const row = await house.deps.db
    .selectFrom('subscription_invoices')
    .select('provider_invoice_id as id')
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()
  return row
}

import type { CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import type { OrderId, SiteId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { startPaymentIntent } from '../src/modules/checkout/index.ts'
import { spendSiteCredits } from '../src/modules/credits/index.ts'
import { observeRefunds } from '../src/modules/refunds/index.ts'
import { insertSite } from './support/builders/site.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { atStripe, isAboutRefunds } from './support/refunding.ts'
import { Shopper } from './support/shopper.ts'
import { until } from './support/until.ts'

const actor = systemActor('test')
const GIVEN = 10
const PAID = 750

let house: House
let siteId: SiteId
let shop: ReturnType<typeof atStripe>
beforeAll(async () => {
  house = await openHouse({ env: { PLUGIN_FREE_CREDITS: 'article=0' } })
  siteId = await insertSite(house.deps.db)
  shop = atStripe(house)
})
afterAll(() => house[Symbol.asyncDispose]())

let users = 0
/** Ten articles for 750 yen, for a user of the site who has nothing else. */
async function buyArticles(): Promise<{ orderId: OrderId; siteUserId: number }> {
  const siteUserId = ++users
  const started = await startPaymentIntent(house.deps, actor, {
    source: 'test',
    forSite: { siteId, siteUserId },
    buy: { offer: { product: 'test_articles', kinds: ['credit_package'], currency: 'JPY' }, quantity: 1 },
    email: 'ann@shop.example',
    country: undefined,
    expectedTotal: { amount: PAID, currency: 'JPY' },
    buyAgain: false,
    idempotency: null,
  })
  if (!started.ok || started.value.status !== 'needs-confirmation') throw new Error('there is nothing to confirm')
  await house.sandbox.payIntent(started.value.sessionId)
  await until('the credits are there', async () => (await balanceOf(siteUserId)).bought === GIVEN)
  return { orderId: started.value.orderId, siteUserId }
}

const spend = (siteUserId: number, amount: number) =>
  spendSiteCredits(house.deps, actor, {
    siteId,
    siteUserId,
    email: null,
    emailIsHint: true,
    creditType: 'article',
    amount,
    key: null,
  })

async function balanceOf(siteUserId: number) {
  const row = await house.deps.db
    .selectFrom('credit_balances as b')
    .innerJoin('credit_accounts as a', 'a.id', 'b.account_id')
    .select(['b.bought', 'b.owed'])
    .where('a.site_user_id', '=', siteUserId)
    .where('b.credit_type', '=', 'article')
    .executeTakeFirst()
  return row ?? { bought: 0, owed: 0 }
}
const entriesOf = (orderId: OrderId, kind: CreditEntryKind = 'refund') =>
  house.deps.db
    .selectFrom('credit_entries')
    .select(['credit_type', 'bought', 'owed'])
    .where('order_id', '=', orderId)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute()
const isRefunded = (orderId: OrderId) =>
  until('the refund is noticed', async () => (await shop.stateOf(orderId)) === 'refunded')

it.each([
  ['what is unspent', 0, { bought: 0, owed: 0 }],
  ['what is unspent, and what was spent is owed', 4, { bought: 0, owed: 4 }],
  ['nothing, and all of it is owed', GIVEN, { bought: 0, owed: GIVEN }],
])('a refund takes back %s', async (_what, spent, left) => {
  const { orderId, siteUserId } = await buyArticles()
  if (spent > 0) expect((await spend(siteUserId, spent)).ok).toBe(true)
  await shop.refund(orderId)
  await isRefunded(orderId)
  expect(await balanceOf(siteUserId)).toEqual(left)
  expect(await spend(siteUserId, 1)).toMatchObject({ ok: false })
  const queued = await house.deps.db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
    .select(['d.type', 'd.site_id', 'm.data'])
    .orderBy('d.position', 'desc')
    .execute()
  const ofUser = ({ data }: { data: unknown }) =>
    (data as { account: { siteUserId?: number } }).account.siteUserId === siteUserId
  expect(queued.find(ofUser)).toMatchObject({
    type: 'credits.updated',
    site_id: siteId,
    data: {
      account: { siteUserId },
      reason: 'refund',
      change: spent - GIVEN,
      credits: { article: 0 },
      owed: { article: spent },
    },
  })
  await expectSound(house)
})

it('parts take their parts, rounded down, and the last one the rest', async () => {
  const { orderId, siteUserId } = await buyArticles()
  const after: object[] = []
  for (const amount of [70, 5, 300]) {
    await shop.refund(orderId, { amount })
    await observeRefunds(house.deps, actor, { orderId })
    after.push(await balanceOf(siteUserId))
  }
  expect(after).toEqual([
    { bought: 10, owed: 0 },
    { bought: 9, owed: 0 },
    { bought: 5, owed: 0 },
  ])
  expect(await shop.stateOf(orderId)).toBe('partially_refunded')
  await spend(siteUserId, 3)
  await shop.refund(orderId)
  await isRefunded(orderId)
  expect(await balanceOf(siteUserId)).toEqual({ bought: 0, owed: 3 })
  expect(await entriesOf(orderId)).toHaveLength(3)
  await expectSound(house)
})

it('takes once, however many look at once and however often it is told, in any order', async () => {
  const { orderId, siteUserId } = await buyArticles()
  await house.sandbox.fault({ action: 'drop' })
  for (const amount of [375, 375]) await shop.refund(orderId, { amount })
  const events = (await house.sandbox.events()).filter(({ type }) => isAboutRefunds(type)).slice(0, 4)
  await house.sandbox.clearFaults()
  await Promise.all([
    ...Array.from({ length: 8 }, () => observeRefunds(house.deps, actor, { orderId })),
    ...events.flatMap(({ id }) => [house.sandbox.resend(id), house.sandbox.twin(id)]),
  ])
  await shop.heard()
  await isRefunded(orderId)
  expect(await balanceOf(siteUserId)).toEqual({ bought: 0, owed: 0 })
  const taken = (await entriesOf(orderId)).reduce((sum, entry) => sum - entry.bought + entry.owed, 0)
  expect(taken).toBe(GIVEN)
  await expectSound(house)
})

it('takes nothing for a part of an order with other lines, and all with all of it', async () => {
  const shopper = await signIn(new Shopper(house.url))
  const { orderId } = await shop.buy(['tokens', 'course'], { shopper })
  await until('the token is there', async () => (await entriesOf(orderId, 'purchase')).length === 1)
  await shop.refund(orderId, { amount: 5000 })
  await until('the part is noticed', async () => (await shop.stateOf(orderId)) === 'partially_refunded')
  expect(await entriesOf(orderId)).toEqual([])
  await shop.refund(orderId)
  await isRefunded(orderId)
  expect(await entriesOf(orderId)).toEqual([{ credit_type: 'token', bought: -1, owed: 0 }])
})

it('reaches what a guest claims after a part of the money went back, and what they claim after all of it is nothing', async () => {
  const partly = new Shopper(house.url)
  const { orderId } = await shop.buy(['images'], { shopper: partly })
  await shop.refund(orderId, { amount: 150 })
  await until('the part is noticed', async () => (await shop.stateOf(orderId)) === 'partially_refunded')
  await signIn(partly)
  expect(await entriesOf(orderId, 'purchase')).toEqual([{ credit_type: 'image', bought: 20, owed: 0 }])
  await until('half of it is taken back', async () => (await entriesOf(orderId))[0]?.bought === -10)

  const wholly = new Shopper(house.url)
  const { orderId: refunded } = await shop.buy(['images'], { shopper: wholly })
  await shop.refund(refunded)
  await isRefunded(refunded)
  await signIn(wholly)
  expect([...(await entriesOf(refunded, 'purchase')), ...(await entriesOf(refunded))]).toEqual([])
  await expectSound(house)
})

async function signIn(shopper: Shopper): Promise<Shopper> {
  const codes = async () =>
    (await house.sandbox.mail(shopper.email)).flatMap((mail) => /^ {4}(\d{6})$/m.exec(mail.text)?.[1] ?? [])
  await shopper.mutate('auth.requestSignIn', { email: shopper.email })
  const code = await until('the code comes', async () => (await codes())[0])
  const signedIn = await shopper.mutate('auth.signInWithCode', { email: shopper.email, code })
  if (!signedIn.ok) throw new Error(signedIn.failure.kind)
  return shopper
}

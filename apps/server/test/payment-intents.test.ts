import { newId, type SiteId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { startPaymentIntent, verifyCreditPurchase } from '../src/modules/checkout/index.ts'
import { readSiteCredits } from '../src/modules/credits/index.ts'
import { sweepOnce } from '../src/transport/jobs/sweep.ts'
import { insertSite } from './support/builders/site.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { until } from './support/until.ts'

const actor = systemActor('test')
const CREATE = 'POST /v1/payment_intents'
const free = { article: 3, image: 5, rewrite: 0 }

let house: House
let siteId: SiteId
afterEach(() => house[Symbol.asyncDispose]())
const open = async (options: Parameters<typeof openHouse>[0]) => {
  house = await openHouse(options)
  siteId = await insertSite(house.deps.db)
}

const command = (given: { key?: string; amount?: number; product?: string } = {}) => ({
  source: 'test',
  forSite: { siteId, siteUserId: 7 },
  buy: {
    offer: { product: given.product ?? 'test_articles', kinds: ['credit_package' as const], currency: 'JPY' },
    quantity: 1,
  },
  email: 'ann@shop.example',
  country: undefined,
  expectedTotal: { amount: given.amount ?? 750, currency: 'JPY' },
  buyAgain: false,
  idempotency: given.key === undefined ? null : { scope: 'test', key: given.key },
})
const start = async (given: Parameters<typeof command>[0] = {}) => {
  const started = await startPaymentIntent(house.deps, actor, command(given))
  if (!started.ok || started.value.status !== 'needs-confirmation') throw new Error('there is nothing to confirm')
  return started.value
}
const verify = (reference: string, says?: { siteUserId: number; creditType: string }) =>
  verifyCreditPurchase(house.deps, actor, { siteId, way: 'intent', reference, ...(says && { says }) })
const credits = async () =>
  (await readSiteCredits(house.deps, actor, { siteId, siteUserId: 7, email: null, emailIsHint: true })).value.credits
const orderOf = (orderId: string) =>
  house.deps.db
    .selectFrom('orders')
    .select(['state', 'total'])
    .where('id', '=', orderId as never)
    .executeTakeFirstOrThrow()
const intents = async () => (await house.sandbox.stripe<{ data: { id: string }[] }>('payment_intents')).data
const advance = async (seconds: number) => {
  const from = house.deps.clock.now().getTime()
  await house.sandbox.advance(seconds)
  await until('the clock moves', async () => house.deps.clock.now().getTime() >= from + seconds * 1000)
}

describe('a payment intent, with webhooks', () => {
  beforeEach(() => open({}))

  it('credits the site’s user once it is paid, without anybody coming back', async () => {
    const { sessionId, orderId, clientSecret } = await start()
    expect(clientSecret).toContain(`${sessionId}_secret_`)
    expect(await credits()).toEqual(free)
    await house.sandbox.payIntent(sessionId)
    await until('the credits come', async () => (await credits())['article'] === 13)
    expect(await orderOf(orderId)).toEqual({ state: 'completed', total: 750 })
    expect(await verify(sessionId)).toMatchObject({
      ok: true,
      value: {
        outcome: 'already-credited',
        creditsAdded: 10,
        creditType: 'article',
        credits: { ...free, article: 13 },
      },
    })
    await expectSound(house)
  })

  it('stays open after a decline, and says nothing is paid', async () => {
    const { sessionId, orderId } = await start()
    expect(await house.sandbox.payIntent(sessionId, { card: '4000000000000002' })).toBe(false)
    await until('the attempt is known', async () => {
      const attempts = await house.deps.db.selectFrom('payment_attempts').selectAll().execute()
      return attempts.some((attempt) => attempt.order_id === orderId)
    })
    expect(await verify(sessionId)).toMatchObject({ ok: false, failure: { kind: 'not-paid', paymentStatus: 'unpaid' } })
    await house.sandbox.payIntent(sessionId)
    await until('the credits come', async () => (await credits())['article'] === 13)
    await expectSound(house)
  })

  it.each(['succeeds', 'fails'] as const)('waits for a payment that comes later and %s', async (outcome) => {
    const { sessionId, orderId } = await start()
    await house.sandbox.payIntent(sessionId, { delayed: outcome })
    expect(await verify(sessionId)).toMatchObject({
      ok: false,
      failure: { kind: 'not-paid', paymentStatus: 'processing' },
    })
    expect(await credits()).toEqual(free)
    await house.sandbox.settleIntent(sessionId, outcome)
    if (outcome === 'succeeds') {
      await until('the credits come', async () => (await credits())['article'] === 13)
      expect((await orderOf(orderId)).state).toBe('completed')
    } else {
      expect(await verify(sessionId)).toMatchObject({ ok: false, failure: { kind: 'not-paid' } })
      expect(await credits()).toEqual(free)
    }
    await expectSound(house)
  })
})

describe('a payment intent of which no webhook tells', () => {
  beforeEach(() => open({ webhooks: false, work: false }))

  it('is credited once by eight who ask at the same moment', async () => {
    const { sessionId } = await start()
    expect(await verify(sessionId)).toMatchObject({ ok: false, failure: { kind: 'not-paid' } })
    await house.sandbox.payIntent(sessionId)
    const verified = await Promise.all(Array.from({ length: 8 }, () => verify(sessionId)))
    expect(verified.map((one) => one.ok && one.value.creditsAdded)).toEqual(Array(8).fill(10))
    expect(new Set(verified.map((one) => one.ok && one.value.entryId)).size).toBe(1)
    expect(await credits()).toEqual({ ...free, article: 13 })
    await expectSound(house)
  })

  it('is found by the sweep where nobody asks', async () => {
    const { sessionId } = await start()
    await house.sandbox.payIntent(sessionId)
    await advance(200)
    await sweepOnce(house.deps)
    expect(await credits()).toEqual({ ...free, article: 13 })
  })

  it('is believed for whom and what it was made alone', async () => {
    const { sessionId } = await start()
    await house.sandbox.payIntent(sessionId)
    const another = await insertSite(house.deps.db, 'another')
    expect(
      await verifyCreditPurchase(house.deps, actor, { siteId: another, way: 'intent', reference: sessionId }),
    ).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
    expect(await verifyCreditPurchase(house.deps, actor, { siteId, way: 'page', reference: sessionId })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    for (const says of [
      { siteUserId: 8, creditType: 'article' },
      { siteUserId: 7, creditType: 'rewrite' },
    ])
      expect(await verify(sessionId, says)).toMatchObject({ ok: false, failure: { kind: 'another-purchase' } })
    expect(await credits()).toEqual(free)
    expect(await verify(sessionId, { siteUserId: 7, creditType: 'article' })).toMatchObject({
      ok: true,
      value: { outcome: 'credited' },
    })
  })

  it('costs what the catalogue says', async () => {
    expect(await startPaymentIntent(house.deps, actor, command({ amount: 1 }))).toMatchObject({
      ok: false,
      failure: { kind: 'price-changed', now: { amount: 750, currency: 'JPY' } },
    })
    expect(await intents()).toEqual([])
  })

  it('is one under one key, and another request under it is refused', async () => {
    const first = await start({ key: 'one' })
    expect(await start({ key: 'one' })).toEqual(first)
    expect(await intents()).toHaveLength(1)
    const kept = await house.deps.db.selectFrom('idempotency_keys').select('answer').execute()
    expect(JSON.stringify(kept)).toContain(first.sessionId)
    expect(JSON.stringify(kept)).not.toContain(first.clientSecret)
    expect(
      await startPaymentIntent(house.deps, actor, command({ key: 'one', product: 'test_images', amount: 300 })),
    ).toMatchObject({
      ok: false,
      failure: { kind: 'idempotency-key-reused' },
    })
  })

  it.each([
    { action: 'time_out', when: 'before_commit', count: 3, seconds: 0 },
    { action: 'server_error', when: 'after_commit', count: 1 },
  ])('is made, or found again, where Stripe failed: $action, $when', async (fault) => {
    await house.sandbox.fault({ ...fault, operation: CREATE })
    const key = newId(Date.now())
    expect(await startPaymentIntent(house.deps, actor, command({ key }))).toMatchObject({
      ok: false,
      failure: { kind: 'provider-unavailable' },
    })
    await house.sandbox.clearFaults()
    await advance(40)
    await sweepOnce(house.deps)
    const [made, ...more] = await intents()
    expect(more).toEqual([])
    await house.sandbox.payIntent(made?.id ?? '')
    expect(await verify(made?.id ?? '')).toMatchObject({ ok: true, value: { creditsAdded: 10 } })
    await expectSound(house)
  })

  it('is cancelled at its end, and paid a moment before it is paid', async () => {
    const { sessionId, orderId, expiresAt } = await start()
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(addMinutes(house.deps.clock.now(), 1430).getTime())
    const late = await start()
    await advance(86_400 + 120)
    await house.sandbox.payIntent(late.sessionId)
    await sweepOnce(house.deps)
    expect((await orderOf(orderId)).state).toBe('expired')
    expect((await orderOf(late.orderId)).state).toBe('completed')
    expect(await house.sandbox.stripe<{ status: string }>(`payment_intents/${sessionId}`)).toMatchObject({
      status: 'canceled',
    })
    expect(await verify(sessionId)).toMatchObject({
      ok: false,
      failure: { kind: 'not-paid', paymentStatus: 'expired' },
    })
    expect(await credits()).toEqual({ ...free, article: 13 })
    const kept = await house.deps.db.selectFrom('stripe_checkout_sessions').select(['status', 'way']).execute()
    expect(kept).toHaveLength(2)
    await expectSound(house)
  })
})

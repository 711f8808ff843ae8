import { randomUUID } from 'node:crypto'
import type { UserId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectSound } from '../../support/expect-sound.ts'
import { type House, openHouse } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import {
  type Answer,
  type Caller,
  FREE_LESSON,
  LESSON,
  LESSONS_VIDEOS,
  openStall,
  sessionOf,
  stockDemo,
  userOf,
  VIDEO,
} from './site.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await stockDemo(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const CANDLE = { ...LESSON, videoId: 'video_candle_held', priceId: 'price_video_candle_held' }
const aKey = () => ({ 'idempotency-key': randomUUID() })
const access = (answer: Answer) => answer.body.data?.hasAccess
const ordersOf = async ({ token }: Caller) => {
  const [, claims = ''] = token?.split('.') ?? []
  const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: UserId }
  return house.deps.db.selectFrom('orders').select(['id', 'state']).where('buyer_user_id', '=', sub).execute()
}
const sessionsOpened = async () =>
  (await house.sandbox.requests()).filter(({ method, path }) => `${method} ${path}` === 'POST /v1/checkout/sessions')
    .length

interface Intent {
  amount: number
  currency: string
  application_fee_amount: number | null
  transfer_data: { destination: string } | null
}
interface Session {
  payment_intent: Intent
  success_url: string
  cancel_url: string
}
const atStripe = (sessionId: string) =>
  house.sandbox.stripe<Session>(`checkout/sessions/${sessionId}?expand[]=payment_intent`)

describe('the seller’s share', () => {
  it.each([
    { amount: 4999, currency: 'USD', feePpm: null, fee: 500 },
    { amount: 1995, currency: 'USD', feePpm: null, fee: 200 },
    { amount: 1994, currency: 'USD', feePpm: null, fee: 199 },
    { amount: 333, currency: 'USD', feePpm: 125_000, fee: 42 },
    { amount: 999, currency: 'USD', feePpm: 333_333, fee: 333 },
    { amount: 755, currency: 'JPY', feePpm: null, fee: 76 },
    { amount: 5150, currency: 'KWD', feePpm: null, fee: 520 },
    { amount: 3330, currency: 'KWD', feePpm: 25_000, fee: 80 },
    { amount: 1000, currency: 'USD', feePpm: 0, fee: 0 },
    { amount: 1000, currency: 'USD', feePpm: 1_000_000, fee: 1000 },
  ])('of $amount $currency at $feePpm millionths is all but $fee', async ({ fee, ...given }) => {
    const { video, accountId } = await openStall(house, given)
    const user = await userOf(house)
    const sessionId = sessionOf(await user.buy(video))
    await house.sandbox.pay(sessionId)
    await until('the webhook opens it', async () => access(await user.verify(video.videoId)))

    const { payment_intent: intent } = await atStripe(sessionId)
    expect(intent).toMatchObject({
      amount: given.amount,
      currency: given.currency.toLowerCase(),
      application_fee_amount: fee === 0 ? null : fee,
      transfer_data: { destination: accountId },
    })
    const { available, pending } = await house.sandbox.stripe<Record<'available' | 'pending', { amount: number }[]>>(
      'balance',
      accountId,
    )
    expect([...available, ...pending].reduce((sum, part) => sum + part.amount, 0)).toBe(given.amount - fee)
  })
})

describe('a purchase', () => {
  it('shows the catalogue’s words and price at Stripe, and comes back to this shop', async () => {
    const user = await userOf(house)
    const lies = {
      title: 'Cheaper',
      description: 'Free!',
      imageUrl: 'https://evil.test/x.png',
      amount: 1,
      country: 'x',
    }
    const sessionId = sessionOf(await user.buy({ ...VIDEO, ...lies }))
    const lines = await house.sandbox.stripe<{
      data: {
        description: string
        amount_total: number
        price: { product: { description: string; images: string[] } }
      }[]
    }>(`checkout/sessions/${sessionId}/line_items?expand[]=data.price.product`)
    expect(lines.data).toMatchObject([{ description: VIDEO.title, amount_total: 1200 }])
    expect(JSON.stringify(lines)).not.toMatch(/Cheaper|Free!|evil/)
    expect(await atStripe(sessionId)).toMatchObject({
      success_url: 'http://localhost:4321/checkout/success?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:4321/checkout/cancel',
    })
  })

  it('is charged in the currency of the price that is named', async () => {
    const etude = { videoId: 'test_etude', instructorId: 'test_leo', title: 'Etude' }
    for (const [currency, amount] of [
      ['USD', 333],
      ['JPY', 501],
      ['KWD', 1110],
    ] as const) {
      const user = await userOf(house)
      const started = await user.buy({ ...etude, priceId: `price_etude_${currency}` })
      const session = await house.sandbox.stripe(`checkout/sessions/${sessionOf(started)}`)
      expect(session).toMatchObject({ amount_total: amount, currency: currency.toLowerCase() })
    }
  })

  it('opens no session for what is owned, whoever sold it before', async () => {
    const user = await userOf(house)
    const sessionId = sessionOf(await user.buy(VIDEO))
    await house.sandbox.pay(sessionId)
    await until('the webhook opens it', async () => access(await user.verify(VIDEO.videoId)))
    const before = await sessionsOpened()
    expect(await user.buy(VIDEO)).toMatchObject({ status: 409, body: { error: { code: 'PAYMENT_ERROR' } } })
    expect(await user.buy(VIDEO, aKey())).toMatchObject({ status: 409, body: { error: { code: 'PAYMENT_ERROR' } } })
    expect(await sessionsOpened()).toBe(before)
    expect(await ordersOf(user)).toHaveLength(1)
  })

  it('that is open is not handed out again once they have it another way', async () => {
    const user = await userOf(house)
    expect((await user.buy(CANDLE)).status).toBe(200)
    await house.sandbox.pay(sessionOf(await user.buyLesson(LESSON)))
    await until('the webhook opens it', async () => access(await user.verify(CANDLE.videoId)))
    expect(await user.buy(CANDLE)).toMatchObject({ status: 409, body: { error: { code: 'PAYMENT_ERROR' } } })
  })

  it('that is not finished is gone on with', async () => {
    const user = await userOf(house)
    const first = await user.buy(VIDEO)
    expect((await user.buy(VIDEO)).body).toEqual(first.body)
    expect((await user.buy(VIDEO, aKey())).body).toEqual(first.body)
    expect(await ordersOf(user)).toHaveLength(1)
  })

  it.each([
    ['an unpublished one', 'unpublished'],
    ['a draft', 'draft'],
  ] as const)('of %s is not found', async (_, status) => {
    const { video } = await openStall(house, { amount: 500 })
    await house.deps.db.updateTable('products').set({ status }).where('external_id', '=', video.videoId).execute()
    const refused = await (await userOf(house)).buy(video)
    expect(refused).toMatchObject({ status: 404, body: { error: { code: 'RESOURCE_NOT_FOUND' } } })
  })

  it('at a retired or a monthly price is refused', async () => {
    const refused = { status: 400, body: { error: { code: 'INVALID_REQUEST', fields: ['priceId'] } } }
    const user = await userOf(house)
    const { video } = await openStall(house, { amount: 500 })
    const retired = { active: false, retired_at: house.deps.clock.now() }
    await house.deps.db.updateTable('prices').set(retired).where('external_id', '=', video.priceId).execute()
    expect(await user.buy(video)).toMatchObject(refused)
    const monthly = await openStall(house, { amount: 500, interval: 'month' })
    expect(await user.buy(monthly.video)).toMatchObject(refused)
  })

  it.each(['videoId', 'priceId', 'instructorId', 'title'])('needs %s, as text that is not empty', async (field) => {
    const user = await userOf(house)
    for (const wrong of [undefined, null, '', 7, {}, ['x']])
      expect(await user.buy({ ...VIDEO, [field]: wrong })).toMatchObject({
        status: 400,
        body: { error: { message: 'Missing required parameters', code: 'INVALID_REQUEST', fields: [field] } },
      })
    if (field !== 'title')
      expect((await user.buy({ ...VIDEO, [field]: 'a\0b' })).status).toBe(field === 'videoId' ? 404 : 400)
  })

  it('that Stripe did not take can be tried again, with the same key', async () => {
    const user = await userOf(house)
    const key = aKey()
    await house.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/checkout/sessions' })
    try {
      expect(await user.buy(VIDEO, key)).toMatchObject({
        status: 500,
        body: { error: { message: 'Failed to create checkout session', code: 'STRIPE_ERROR' }, success: false },
      })
    } finally {
      await house.sandbox.clearFaults()
    }
    expect((await user.buy(VIDEO, key)).status).toBe(200)
    expect(await ordersOf(user)).toHaveLength(1)
  })
})

describe('what costs nothing', () => {
  it.each([
    ['a lesson', 'POST', '/api/checkout-lesson', FREE_LESSON, { lessonId: 'lesson_aim' }],
    [
      'a video',
      'POST',
      '/api/checkout',
      { ...FREE_LESSON, videoId: 'video_before_the_catch', priceId: 'price_video_before_the_catch' },
      { videoId: 'video_before_the_catch' },
    ],
  ] as const)('%s is theirs at once, without Stripe, and once', async (_, method, path, body, named) => {
    const user = await userOf(house)
    const before = await sessionsOpened()
    const key = aKey()
    const all = await Promise.all([1, 2, 3].map(() => user.ask(method, path, body, key)))
    for (const { status } of all) expect([200, 409]).toContain(status)
    const again = await user.ask(method, path, body, key)
    expect(again).toMatchObject({ status: 200, body: { ...named, free: true, success: true } })
    expect(await user.ask(method, path, body)).toMatchObject({
      status: 409,
      body: { error: { code: 'PAYMENT_ERROR' } },
    })
    expect(await sessionsOpened()).toBe(before)
    expect((await ordersOf(user)).map(({ state }) => state)).toEqual(['completed'])
    expect(access(await user.verify('video_before_the_catch'))).toBe(true)
  })
})

describe('a lesson', () => {
  it('opens its videos, which are then not sold to its owner', async () => {
    const user = await userOf(house)
    const sessionId = sessionOf(await user.buyLesson(LESSON))
    for (const videoId of LESSONS_VIDEOS) expect(access(await user.verify(videoId))).toBe(false)
    await house.sandbox.pay(sessionId)
    const lesson = await until('the webhook opens it', async () => {
      const answer = await user.verifyLesson(LESSON.lessonId)
      return access(answer) && answer
    })
    for (const videoId of LESSONS_VIDEOS) {
      expect((await user.verify(videoId)).body.data).toEqual({
        videoId,
        hasAccess: true,
        purchasedAt: lesson.body.data?.['purchasedAt'],
        orderId: lesson.body.data?.orderId,
      })
    }
    expect(await user.buy(CANDLE)).toMatchObject({ status: 409, body: { error: { code: 'PAYMENT_ERROR' } } })
    expect(access(await user.verify(VIDEO.videoId))).toBe(false)
  })

  it('is not opened by its videos, and is no video', async () => {
    const user = await userOf(house)
    await house.sandbox.pay(sessionOf(await user.buy(CANDLE)))
    await until('the webhook opens it', async () => access(await user.verify(CANDLE.videoId)))
    expect(access(await user.verifyLesson(LESSON.lessonId))).toBe(false)
    expect((await user.verify(LESSON.lessonId)).status).toBe(404)
    expect((await user.verifyLesson(CANDLE.videoId)).status).toBe(404)
  })
})

describe('verifying', () => {
  it('completes what was paid and not heard of, once, however many ask', async () => {
    await house.sandbox.fault({ action: 'drop', event: '*' })
    try {
      const user = await userOf(house)
      const sessionId = sessionOf(await user.buy(VIDEO))
      expect(access(await user.verify(VIDEO.videoId, sessionId))).toBe(false)
      await house.sandbox.pay(sessionId)
      expect(access(await user.verify(VIDEO.videoId))).toBe(false)
      const answers = await Promise.all([1, 2, 3, 4].map(() => user.verify(VIDEO.videoId, sessionId)))
      const [order] = await ordersOf(user)
      for (const { status, body } of answers) {
        expect(status).toBe(200)
        expect(body.data).toEqual({
          videoId: VIDEO.videoId,
          hasAccess: true,
          purchasedAt: new Date(String(body.data?.['purchasedAt'])).toISOString(),
          orderId: order?.id,
        })
      }
      expect(order?.state).toBe('completed')
    } finally {
      await house.sandbox.clearFaults()
    }
  })

  it('tells nobody of another’s session, and does nothing about it', async () => {
    await house.sandbox.fault({ action: 'drop', event: '*' })
    try {
      const buyer = await userOf(house)
      const sessionId = sessionOf(await buyer.buy(VIDEO))
      await house.sandbox.pay(sessionId)
      const other = await userOf(house)
      for (const id of [sessionId, 'cs_test_none', 'a\0b'])
        expect(await other.verify(VIDEO.videoId, id)).toMatchObject({
          status: 404,
          body: { error: { message: 'Checkout session not found', code: 'RESOURCE_NOT_FOUND' }, success: false },
        })
      expect((await ordersOf(buyer))[0]?.state).not.toBe('completed')
      expect(access(await buyer.verify(VIDEO.videoId, sessionId))).toBe(true)
    } finally {
      await house.sandbox.clearFaults()
    }
  })

  it('takes its words from the query or the body, and the body counts', async () => {
    const user = await userOf(house)
    const path = '/api/verify-purchase'
    expect((await user.ask('POST', `${path}?videoId=${VIDEO.videoId}`)).status).toBe(200)
    expect((await user.ask('POST', `${path}?videoId=none`, { videoId: VIDEO.videoId, sessionId: null })).status).toBe(
      200,
    )
    expect((await user.ask('GET', `${path}?videoId=${VIDEO.videoId}&sessionId=`)).status).toBe(200)
    expect(await user.ask('GET', `${path}?videoId=a&videoId=b`)).toMatchObject({
      status: 400,
      body: { error: { fields: ['videoId'] } },
    })
    expect(await user.ask('POST', path, { videoId: VIDEO.videoId, sessionId: 7 })).toMatchObject({
      status: 400,
      body: { error: { fields: ['sessionId'] } },
    })
    expect((await user.ask('POST', path, '{"videoId"')).body.error?.fields).toEqual(['videoId'])
  })
})

describe('Idempotency-Key', () => {
  it('gives one session to one key at once and afterwards, also when it is owned by then', async () => {
    const user = await userOf(house)
    const key = aKey()
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => user.buy(VIDEO, key)))
    const again = await user.buy(VIDEO, key)
    const sessionId = sessionOf(again)
    for (const { status, body } of all)
      if (status === 409) expect(body.error).toMatchObject({ code: 'PAYMENT_ERROR' })
      else expect(body).toEqual(again.body)
    expect(await ordersOf(user)).toHaveLength(1)
    await house.sandbox.pay(sessionId)
    await until('the webhook opens it', async () => access(await user.verify(VIDEO.videoId)))
    expect(await user.buy(VIDEO, key)).toMatchObject({ status: 200, body: again.body })
  })

  it('is refused for another body, whatever differs', async () => {
    const user = await userOf(house)
    const key = aKey()
    expect((await user.buy(VIDEO, key)).status).toBe(200)
    expect(await user.buy({ ...VIDEO, title: 'Another' }, key)).toMatchObject({
      status: 422,
      body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining('Idempotency-Key') }, success: false },
    })
  })

  it('is each user’s own, and each route’s', async () => {
    const key = aKey()
    const [one, two] = [await userOf(house), await userOf(house)]
    const first = sessionOf(await one.buy(VIDEO, key))
    expect(sessionOf(await two.buy(VIDEO, key))).not.toBe(first)
    expect((await one.buyLesson(LESSON, key)).status).toBe(200)
    expect((await one.ask('POST', '/api/stripe/create-connect-account', undefined, key)).status).toBe(200)
  })

  it('gives without a key one session to calls that come at once', async () => {
    const user = await userOf(house)
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => user.buy(VIDEO)))
    expect(new Set(all.map(sessionOf)).size).toBe(1)
    expect(await ordersOf(user)).toHaveLength(1)
  })
})

it('leaves books that add up', () => expectSound(house))

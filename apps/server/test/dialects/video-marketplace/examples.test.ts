import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { examples } from '../../../src/transport/dialects/video-marketplace/video-marketplace.examples.ts'
import type { Example } from '../../../src/transport/http/openapi/route-docs.ts'
import { type House, openHouse } from '../../support/house.ts'
import { replayExample } from '../../support/replay-example.ts'
import { Caller, LESSON, sessionOf, setReady, stockDemo, userOf, VIDEO } from './site.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  await stockDemo(house)
})
afterAll(() => house[Symbol.asyncDispose]())

let user: Caller
let undo: () => Promise<unknown>
beforeEach(async () => {
  user = await userOf(house)
  undo = async () => undefined
})

const nothing = async () => undefined
const paid = async () => {
  const sessionId = sessionOf(await user.buy(VIDEO))
  await house.sandbox.pay(sessionId)
  return sessionId
}
const owned = async () => {
  expect(await user.verify(VIDEO.videoId, await paid())).toMatchObject({ body: { data: { hasAccess: true } } })
}
const ownedLesson = async () => {
  const sessionId = sessionOf(await user.buyLesson(LESSON))
  await house.sandbox.pay(sessionId)
  expect(await user.verifyLesson(LESSON.lessonId, sessionId)).toMatchObject({ body: { data: { hasAccess: true } } })
}
const notReady = async (instructorId = VIDEO.instructorId) => {
  await setReady(house, instructorId, false)
  undo = () => setReady(house, instructorId, true)
}
const isAway = (operation: string) => async () => {
  await house.sandbox.fault({ action: 'rate_limit', operation })
  undo = () => house.sandbox.clearFaults()
}
const begun = async () => {
  expect((await user.ask('POST', '/api/stripe/create-connect-account')).status).toBe(200)
}
const onboarded = async () => {
  const { body } = await user.ask('POST', '/api/stripe/create-connect-account')
  await house.sandbox.onboard(String(body.data?.accountId))
  // Whoever asks for the link has the account looked up.
  expect((await user.ask('POST', '/api/stripe/create-login-link')).status).toBe(200)
}

/** What comes before each request; what it answers is the session that the request names. */
const BEFORE: Record<keyof typeof examples, () => Promise<unknown>> = {
  'a video': nothing,
  'a free video': nothing,
  'a video, without a token': nothing,
  'a video, without a title': nothing,
  'a video, not as JSON': nothing,
  'an unknown video': nothing,
  'a video at another price': nothing,
  'a video of another instructor': nothing,
  'a video, bought before': owned,
  'a video, its seller not ready': () => notReady(),
  'a video, Stripe away': isAway('POST /v1/checkout/sessions'),
  'a lesson': nothing,
  'a free lesson': nothing,
  'a lesson, without a token': nothing,
  'a lesson, without a title': nothing,
  'an unknown lesson': nothing,
  'a lesson at another price': nothing,
  'a lesson of another instructor': nothing,
  'a lesson, its seller not ready': () => notReady(LESSON.instructorId),
  'a lesson, bought before': ownedLesson,
  'a lesson, Stripe away': isAway('POST /v1/checkout/sessions'),
  'a video that was bought': owned,
  'a video that was not bought': nothing,
  'a video that was paid just now': paid,
  'verifying without a token': nothing,
  'verifying nothing': nothing,
  'verifying an unknown video': nothing,
  'verifying the session of somebody else': async () => sessionOf(await (await userOf(house)).buy(VIDEO)),
  'verifying, Stripe away': async () => {
    const sessionId = await paid()
    await isAway('GET /v1/checkout/sessions/:id')()
    return sessionId
  },
  'a lesson that was bought': ownedLesson,
  'a lesson that was not bought': nothing,
  'verifying no lesson': nothing,
  'verifying a lesson without a token': nothing,
  'verifying an unknown lesson': nothing,
  'a new seller': nothing,
  'a new seller without a token': nothing,
  'a new seller, Stripe away': isAway('POST /v1/accounts'),
  'a seller who is ready': onboarded,
  'a seller account without a token': nothing,
  'nobody’s seller account': nothing,
  'a login link': onboarded,
  'a login link without a token': nothing,
  'a login link, Stripe away': async () => {
    await onboarded()
    await isAway('POST /v1/accounts/:id/login_links')()
  },
  'a login link too early': begun,
  'a login link for nobody': nothing,
}

it.each(Object.keys(BEFORE) as (keyof typeof examples)[])('answers as documented: %s', async (name) => {
  const sessionId = await BEFORE[name]()
  const example: Example = examples[name]
  const request = JSON.parse(
    JSON.stringify(example.request).replaceAll('cs_test_a1b2c3d4e5f6g7h8i9j0', String(sessionId)),
  ) as Example['request']
  try {
    const { headers } = await replayExample(
      house.url,
      { ...example, request },
      request.headers && { authorization: `Bearer ${user.token}` },
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('www-authenticate')).toBe(example.answer.status === 401 ? 'Bearer' : null)
  } finally {
    await undo()
  }
})

describe('what is wrong in two ways is refused for the first of them', () => {
  const nobody = () => new Caller(house.url, null)
  const messageOf = async (asked: Promise<{ status: number; body: { error?: { message: string } } }>) => {
    const { status, body } = await asked
    return `${status} ${body.error?.message}`
  }
  const MISSING = '400 Missing required parameters'
  const NO_TOKEN = '401 Authentication required'
  const longKey = { 'idempotency-key': 'k'.repeat(256) }

  it.each<[string, () => Promise<unknown>, () => ReturnType<Caller['ask']>, string]>([
    ['no token, no JSON', nothing, () => nobody().buy({ toString: 1 }), NO_TOKEN],
    ['no token, a bad key', nothing, () => nobody().buy(VIDEO, longKey), NO_TOKEN],
    [
      'a bad key, something missing',
      nothing,
      () => user.buy({}, longKey),
      '400 Idempotency-Key must be 1 to 255 printable ASCII characters.',
    ],
    ['something missing, an unknown video', nothing, () => user.buy({ ...VIDEO, videoId: 'none', title: 1 }), MISSING],
    [
      'an unknown video, another price',
      nothing,
      () => user.buy({ ...VIDEO, videoId: 'none', priceId: 'none' }),
      '404 Video not found',
    ],
    [
      'another instructor, another price',
      nothing,
      () => user.buy({ ...VIDEO, instructorId: 'none', priceId: 'none' }),
      '400 instructorId does not sell this',
    ],
    [
      'another price, bought before',
      owned,
      () => user.buy({ ...VIDEO, priceId: 'none' }),
      '400 priceId is not a price of this',
    ],
    [
      'bought before, the seller not ready',
      async () => {
        await owned()
        await notReady()
      },
      () => user.buy(VIDEO),
      '409 Advanced Kendama Tutorial is owned already. Nothing was charged.',
    ],
    [
      'the seller not ready, Stripe away',
      async () => {
        await notReady()
        const makeReady = undo
        await isAway('POST /v1/checkout/sessions')()
        const clear = undo
        undo = () => Promise.all([makeReady(), clear()])
      },
      () => user.buy(VIDEO),
      '409 The seller of Advanced Kendama Tutorial cannot be paid yet. Nothing was charged.',
    ],
    ['no token, no lesson', nothing, () => nobody().buyLesson({}), NO_TOKEN],
    [
      'a lesson without a title, unknown',
      nothing,
      () => user.buyLesson({ ...LESSON, lessonId: 'none', title: 1 }),
      MISSING,
    ],
    [
      'an unknown lesson, another price',
      nothing,
      () => user.buyLesson({ ...LESSON, lessonId: 'none', priceId: 'none' }),
      '404 Lesson not found',
    ],
    ['verifying without token or video', nothing, () => nobody().verify(''), NO_TOKEN],
    [
      'verifying nothing with a session',
      nothing,
      () => user.ask('POST', '/api/verify-purchase', { sessionId: 'none' }),
      MISSING,
    ],
    [
      'verifying an unknown video by an unknown session',
      nothing,
      () => user.verify('none', 'none'),
      '404 Video not found',
    ],
    [
      'verifying an unknown session, Stripe away',
      isAway('GET /v1/checkout/sessions/:id'),
      () => user.verify(VIDEO.videoId, 'none'),
      '404 Checkout session not found',
    ],
    [
      'no seller, no token',
      nothing,
      () => nobody().ask('POST', '/api/stripe/create-login-link', undefined, longKey),
      NO_TOKEN,
    ],
  ])('%s', async (_, before, ask, expected) => {
    await before()
    try {
      expect(await messageOf(ask())).toBe(expected)
    } finally {
      await undo()
    }
  })
})

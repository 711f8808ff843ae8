import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../support/house.ts'
import { type KeyServer, openKeyServer } from '../../support/key-server.ts'
import { forge, type Parts } from '../../support/tokens.ts'
import { until } from '../../support/until.ts'
import { Caller, sessionOf, stockDemo, userOf, VIDEO } from './site.ts'

const ISSUER = 'https://id.example/'
const SECRET = 'a shared secret of more than 32 bytes'
const shared = Buffer.from(SECRET)
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const NOW = Math.floor(Date.now() / 1000)
const claims = { iss: ISSUER, aud: 'site', sub: 'auth0|mia', exp: NOW + 600 }

let keys: KeyServer
let bySecret: House
let byKeys: House
beforeAll(async () => {
  keys = await openKeyServer()
  keys.publish([{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }])
  const outside = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: 'site', ALLOWED_ORIGINS: 'https://site.test' }
  bySecret = await openHouse({ env: { ...outside, JWT_SECRET: SECRET } })
  byKeys = await openHouse({ env: { ...outside, JWT_JWKS_URL: keys.url }, work: false, webhooks: false })
  await stockDemo(bySecret)
  await stockDemo(byKeys)
})
afterAll(async () => {
  await bySecret[Symbol.asyncDispose]()
  await byKeys[Symbol.asyncDispose]()
  await keys[Symbol.asyncDispose]()
})

const hs256 = (more: object = {}) => forge({ header: { alg: 'HS256' }, claims: { ...claims, ...more }, key: shared })
const rs256 = (more: object = {}) =>
  forge({ header: { alg: 'RS256', kid: 'one' }, claims: { ...claims, ...more }, key: privateKey })

describe('a token of the outside issuer', () => {
  it('buys and owns, under its shared secret', async () => {
    const mia = new Caller(bySecret.url, hs256())
    await bySecret.sandbox.pay(sessionOf(await mia.buy(VIDEO)))
    await until('the webhook opens it', async () => (await mia.verify(VIDEO.videoId)).body.data?.hasAccess)
    // Another token of the same subject is the same user, another subject is not.
    expect((await new Caller(bySecret.url, hs256({ exp: NOW + 60 })).buy(VIDEO)).status).toBe(409)
    expect((await new Caller(bySecret.url, hs256({ sub: 'auth0|noa' })).buy(VIDEO)).status).toBe(200)
  })

  it('buys and owns, under its published keys', async () => {
    const mia = new Caller(byKeys.url, rs256())
    const sessionId = sessionOf(await mia.buy(VIDEO))
    await byKeys.sandbox.pay(sessionId)
    expect((await mia.verify(VIDEO.videoId, sessionId)).body.data?.hasAccess).toBe(true)
    expect((await new Caller(byKeys.url, rs256({ sub: 'auth0|noa' })).verify(VIDEO.videoId, sessionId)).status).toBe(
      404,
    )
  })

  it('does not keep the server’s own from counting', async () => {
    for (const house of [bySecret, byKeys]) expect((await (await userOf(house)).buy(VIDEO)).status).toBe(200)
  })
})

describe('a forged token gets 401 and nothing else', () => {
  const publicPem = Buffer.from(publicKey.export({ format: 'pem', type: 'spki' }))
  const RS = { alg: 'RS256', kid: 'one' }
  const without = (name: keyof typeof claims) => ({ ...claims, [name]: undefined })
  it.each<[string, () => House, Parts]>([
    ['alg none', () => bySecret, { header: { alg: 'none' }, claims, key: null }],
    ['alg none, signed all the same', () => byKeys, { header: { alg: 'none', kid: 'one' }, claims, key: privateKey }],
    [
      'the public key as a shared secret',
      () => byKeys,
      { header: { alg: 'HS256', kid: 'one' }, claims, key: publicPem },
    ],
    ['a key of their own, where a secret is shared', () => bySecret, { header: RS, claims, key: privateKey }],
    ['another secret', () => bySecret, { header: { alg: 'HS256' }, claims, key: Buffer.from('another'.repeat(5)) }],
    ['no signature', () => bySecret, { header: { alg: 'HS256' }, claims, key: null }],
    ['expired', () => byKeys, { header: RS, claims: { ...claims, exp: NOW - 600 }, key: privateKey }],
    ['not yet valid', () => byKeys, { header: RS, claims: { ...claims, nbf: NOW + 600 }, key: privateKey }],
    [
      'for another audience',
      () => bySecret,
      { header: { alg: 'HS256' }, claims: { ...claims, aud: 'x' }, key: shared },
    ],
    ['of another issuer', () => bySecret, { header: { alg: 'HS256' }, claims: { ...claims, iss: 'x' }, key: shared }],
    ['no exp', () => bySecret, { header: { alg: 'HS256' }, claims: without('exp'), key: shared }],
    ['no sub', () => byKeys, { header: RS, claims: without('sub'), key: privateKey }],
  ])('%s', async (_, house, parts) => {
    const forger = new Caller(house().url, forge(parts))
    for (const answer of [
      await forger.buy(VIDEO),
      await forger.buyLesson({}),
      await forger.verify(VIDEO.videoId),
      await forger.ask('GET', '/api/stripe/account-status'),
      await forger.ask('POST', '/api/stripe/create-connect-account'),
    ])
      expect(answer).toMatchObject({
        status: 401,
        body: { error: { message: 'Authentication required', code: 'AUTH_ERROR' }, success: false },
      })
  })

  it.each(['Basic bWlhOm1pYQ==', 'Bearer', 'Bearer a b', `Token ${hs256()}`])('%s is none', async (authorization) => {
    const asked = await new Caller(bySecret.url, null).ask('POST', '/api/checkout', VIDEO, { authorization })
    expect(asked.status).toBe(401)
  })

  it('a cookie is none', async () => {
    const asked = await new Caller(bySecret.url, null).ask('POST', '/api/checkout', VIDEO, { cookie: 'cashwrap=x' })
    expect(asked.status).toBe(401)
  })
})

describe('whose the address is that two dialects share', () => {
  it.each<[string, string | object | undefined, 'quick' | 'marketplace']>([
    ['a productId', { productId: 'none' }, 'quick'],
    ['a productId that is no text', { productId: null }, 'quick'],
    ['both ids', { productId: 'none', videoId: 'none' }, 'marketplace'],
    ['a videoId of nothing beside it', { productId: 'none', videoId: null }, 'marketplace'],
    ['neither', {}, 'marketplace'],
    ['a list', [{ productId: 'none' }], 'marketplace'],
    ['null', 'null', 'marketplace'],
    ['broken JSON', '{"productId": "none"', 'marketplace'],
    ['nothing', undefined, 'marketplace'],
  ])('%s', async (_, body, whose) => {
    const nobody = new Caller(bySecret.url, null)
    const asked = await nobody.ask('POST', '/api/checkout', body)
    if (whose === 'quick') {
      expect([400, 404]).toContain(asked.status)
      expect(asked.body).toEqual({ error: expect.any(String) })
    } else {
      expect(asked.status).toBe(401)
      expect((await (await userOf(bySecret)).ask('POST', '/api/checkout', body)).status).toBe(400)
    }
  })

  it('a form that names a productId is the marketplace’s', async () => {
    const asked = await new Caller(bySecret.url, null).ask('POST', '/api/checkout', 'productId=prod_1', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(asked).toMatchObject({ status: 401, body: { success: false } })
  })

  it('what breaks answers in the words of whose it is', async () => {
    const { db } = bySecret.deps
    const user = await userOf(bySecret)
    await db.schema.alterTable('prices').renameTo('prices_away').execute()
    try {
      expect(await user.buy(VIDEO)).toMatchObject({
        status: 500,
        body: {
          error: { code: 'SERVER_ERROR', message: expect.not.stringMatching(/prices|relation/) },
          success: false,
        },
      })
      const quick = await user.ask('POST', '/api/checkout', { productId: 'prod_1' })
      expect(quick.status).toBe(500)
      expect(quick.body).toEqual({ error: expect.not.stringMatching(/prices|relation/) })
    } finally {
      await db.schema.alterTable('prices_away').renameTo('prices').execute()
    }
  })
})

describe('every error is JSON in this dialect’s shape', () => {
  const huge = JSON.stringify({ ...VIDEO, title: 'x'.repeat(300_000) })
  it.each<[string, string, string, unknown, number, string]>([
    ['an unknown address beside it', 'GET', '/api/checkout-lesson/more', undefined, 404, 'RESOURCE_NOT_FOUND'],
    ['an unknown address of sellers', 'POST', '/api/stripe/none', {}, 404, 'RESOURCE_NOT_FOUND'],
    ['another method at the shared address', 'PUT', '/api/checkout', {}, 405, 'INVALID_REQUEST'],
    ['another method', 'DELETE', '/api/verify-purchase', undefined, 405, 'INVALID_REQUEST'],
    ['a body over the limit', 'POST', '/api/checkout', huge, 413, 'INVALID_REQUEST'],
    ['a body over the limit, for a lesson', 'POST', '/api/checkout-lesson', huge, 413, 'INVALID_REQUEST'],
  ])('%s', async (_, method, path, body, status, code) => {
    expect(await (await userOf(bySecret)).ask(method, path, body)).toMatchObject({
      status,
      body: { error: { message: expect.any(String), code }, success: false },
    })
  })
})

describe('origin, type and method', () => {
  const ROUTES = [
    ['POST', '/api/checkout', VIDEO],
    ['POST', '/api/checkout-lesson', {}],
    ['GET', `/api/verify-purchase?videoId=${VIDEO.videoId}`, undefined],
    ['POST', '/api/verify-purchase', { videoId: VIDEO.videoId }],
    ['GET', '/api/stripe/account-status', undefined],
    ['POST', '/api/stripe/create-login-link', {}],
  ] as const
  const matrix = ROUTES.flatMap(([method, path, body]) =>
    ['https://site.test', 'https://evil.test', 'null', undefined].flatMap((origin) =>
      (method === 'GET' ? [undefined] : ['application/json', 'text/plain']).map(
        (type) => [method, path, origin, type, body] as const,
      ),
    ),
  )

  it.each(matrix)('%s %s from %s as %s', async (method, path, origin, type, body) => {
    const user = await userOf(bySecret)
    const headers = { ...(origin && { origin }), ...(type && { 'content-type': type }) }
    const asked = await user.ask(method, path, body, headers)
    // No cookie counts here, so a page elsewhere has nothing of its visitors' to abuse; it only cannot read the answer.
    expect(asked.status).not.toBe(401)
    expect(asked.status).not.toBe(403)
    const isKnown = origin === 'https://site.test'
    expect(asked.headers.get('access-control-allow-origin')).toBe(isKnown ? origin : null)
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    if (type === 'text/plain' && path.startsWith('/api/checkout')) expect(asked.status).toBe(400)

    const preflight = await fetch(`${bySecret.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        ...(origin && { origin }),
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe(isKnown ? origin : null)
    if (isKnown) {
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
      expect(preflight.headers.get('access-control-allow-methods')).toContain(method)
      expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    }
  })
})

it.each(['/api/stripe/webhook', '/api/webhooks/stripe', '/api/checkout/webhook'])(
  'Stripe’s %s is none of this dialect’s',
  async (path) => {
    const asked = await new Caller(bySecret.url, null).ask('POST', path, '{}', { 'stripe-signature': 't=1,v1=00' })
    expect(asked).toMatchObject({ status: 400, body: { error: 'Webhook signature verification failed' } })
  },
)

describe('sellers', () => {
  const CONNECT = '/api/stripe/create-connect-account'
  const LOGIN = '/api/stripe/create-login-link'
  const STATUS = '/api/stripe/account-status'
  const sellersOf = (accountId: unknown) =>
    bySecret.deps.db
      .selectFrom('sellers')
      .innerJoin('users', 'users.id', 'sellers.user_id')
      .select(['sellers.name', 'users.roles'])
      .where('account_id', '=', String(accountId))
      .execute()

  it('somebody becomes one, is onboarded, and hears of it from account.updated', async () => {
    const user = await userOf(bySecret)
    expect((await user.ask('GET', STATUS)).status).toBe(404)
    const begun = await user.ask('POST', CONNECT)
    const accountId = String(begun.body.data?.accountId)
    expect(await sellersOf(accountId)).toEqual([{ name: 'Seller', roles: ['buyer', 'seller'] }])
    expect((await user.ask('GET', STATUS)).body).toEqual({
      data: {
        accountId,
        chargesEnabled: false,
        payoutsEnabled: false,
        detailsSubmitted: false,
        requirementsDue: expect.any(Array),
      },
      success: true,
    })
    expect((await user.ask('POST', LOGIN)).status).toBe(409)

    const resumed = await user.ask('POST', CONNECT)
    expect(resumed.body.data?.accountId).toBe(accountId)
    expect(resumed.body.data?.url).not.toBe(begun.body.data?.url)
    await bySecret.sandbox.onboard(accountId)
    const status = await until('account.updated is heard', async () => {
      const { body } = await user.ask('GET', STATUS)
      return body.data?.['chargesEnabled'] === true && body
    })
    expect(status.data).toMatchObject({ payoutsEnabled: true, detailsSubmitted: true, requirementsDue: [] })
    const link = await user.ask('POST', LOGIN)
    expect(link).toMatchObject({ status: 200, body: { success: true } })
    expect(new URL(String(link.body.data?.url)).origin).toBe(bySecret.sandbox.url)
  })

  it('a key makes one account and gives its answer again, as a key of another user does not', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const user = await userOf(bySecret)
    const first = await user.ask('POST', CONNECT, undefined, key)
    const again = await user.ask('POST', CONNECT, undefined, key)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const other = await (await userOf(bySecret)).ask('POST', CONNECT, undefined, key)
    expect(other.body.data?.accountId).not.toBe(first.body.data?.accountId)
  })

  it('calls at once make one account', async () => {
    const user = await userOf(bySecret)
    const all = await Promise.all([1, 2, 3, 4].map(() => user.ask('POST', CONNECT)))
    expect(new Set(all.map(({ body }) => body.data?.accountId)).size).toBe(1)
  })

  it('Stripe away is not kept under the key', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const user = await userOf(bySecret)
    await bySecret.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/accounts' })
    try {
      expect(await user.ask('POST', CONNECT, undefined, key)).toMatchObject({
        status: 500,
        body: { error: { code: 'STRIPE_ERROR' }, success: false },
      })
    } finally {
      await bySecret.sandbox.clearFaults()
    }
    expect((await user.ask('POST', CONNECT, undefined, key)).status).toBe(200)
  })

  it('known by the outside issuer’s name sell as that', async () => {
    const { deps } = bySecret
    await deps.db
      .updateTable('sellers')
      .set({ user_id: null, external_id: 'auth0|north' })
      .where('external_id', '=', VIDEO.instructorId)
      .execute()
    const north = new Caller(bySecret.url, hs256({ sub: 'auth0|north' }))
    expect(await north.ask('GET', STATUS)).toMatchObject({ body: { data: { accountId: 'acct_demoNorthPier' } } })
    expect((await north.buy({ ...VIDEO, instructorId: 'auth0|north' })).status).toBe(200)
  })
})

import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../../src/transport/http/build-server.ts'
import { type House, openHouse } from '../../support/house.ts'
import { apiOf, ask, type BareSite, credentialsOf, fromAnotherNetwork, registerBare, stockPackages } from './shops.ts'

let house: House
let site: BareSite
beforeAll(async () => {
  house = await openHouse({
    work: false,
    webhooks: false,
    env: { TRUST_PROXY: '127.0.0.1', RATE_LIMITS: 'register=20/3600,plugin=10000/60' },
  })
  await stockPackages(house)
  site = await registerBare(house, { siteUrl: 'https://shop.test' })
})
afterAll(() => house[Symbol.asyncDispose]())

const PURCHASE = {
  user_id: 7,
  user_email: 'ann@shop.example',
  credit_type: 'article',
  package_id: 'article_starter',
  amount: 750,
  currency: 'JPY',
}
const asSite = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(house, method, path, body, { ...credentialsOf(site), ...headers })
const start = (more: object = {}, headers: Record<string, string> = {}) =>
  asSite('POST', '/checkout/sessions', { ...PURCHASE, ...more }, headers)

describe('every error is of one shape, whoever finds it', () => {
  const ENVELOPE = {
    success: false,
    error: expect.stringMatching(/^[a-z_]+$/),
    message: expect.stringMatching(/\w \w/),
  }
  it.each<[string, string, unknown, number]>([
    ['GET', '/', undefined, 404],
    ['GET', '/nothing', undefined, 404],
    ['POST', '/nothing', '{"broken', 404],
    ['GET', '/packages/', undefined, 404],
    ['GET', '//packages', undefined, 404],
    ['GET', '/admin/sites', undefined, 404],
    ['POST', '/config/test/openai', {}, 404],
    ['GET', '/%zz', undefined, 400],
    ['GET', '/instances/%zz', undefined, 400],
    ['POST', '/packages', {}, 405],
    ['DELETE', '/users/deduct-credits', undefined, 405],
    ['GET', '/checkout/sessions', undefined, 405],
    ['GET', '/plugins/register', undefined, 405],
    ['POST', '/plugins/register', '', 400],
    ['POST', '/plugins/register', '[]', 400],
    ['POST', '/plugins/register', 'null', 400],
    ['POST', '/plugins/register', '"text"', 400],
    ['POST', '/plugins/register', '{"__proto__":{"a":1}}', 400],
    ['POST', '/plugins/register', `${'['.repeat(1000)}`, 400],
    ['POST', '/plugins/register', JSON.stringify({ a: 'x'.repeat(300_000) }), 413],
    ['POST', '/checkout/sessions', JSON.stringify({ a: 'x'.repeat(300_000) }), 413],
  ])('%s %s %#', async (method, path, body, status) => {
    const answer = await ask(house, method, path, body, fromAnotherNetwork())
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual(ENVELOPE)
    expect(answer.headers.get('location')).toBeNull()
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET|POST/)
  })

  it('of a form, and of a body that is no JSON object', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const [body, headers] of [
      ['user_id=7', form],
      ['[7]', {}],
      ['7', {}],
    ] as [string, Record<string, string>][])
      expect(await asSite('POST', '/users/deduct-credits', body, headers)).toMatchObject({
        status: 400,
        body: ENVELOPE,
      })
  })

  it('HEAD answers as GET does without a body, and OPTIONS says what there is', async () => {
    const head = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${apiOf(house)}${path}`, { method: 'HEAD', redirect: 'manual', headers })
    expect((await head('/packages')).status).toBe(200)
    expect((await head('/config/stripe')).status).toBe(401)
    expect((await head('/config/stripe', credentialsOf(site))).status).toBe(200)
    expect((await head('/nothing')).status).toBe(404)
    const options = await fetch(`${apiOf(house)}/packages`, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, expect.stringContaining('GET')])
  })

  it('a year of use is too much, an hour of it is not', async () => {
    const of = (bytes: number) => JSON.stringify({ generations: ['x'.repeat(bytes)] })
    expect(await asSite('POST', '/analytics/usage', of(1_000_000))).toMatchObject({ status: 200 })
    expect(await asSite('POST', '/analytics/usage', of(1_100_000))).toMatchObject({
      status: 413,
      body: { success: false, error: 'payload_too_large' },
    })
    expect(await asSite('POST', '/analytics/generation', of(300_000))).toMatchObject({ status: 413 })
  })

  it('a GET with a content type, without a body and with the letters WordPress leaves as they are', async () => {
    const lines = [
      `GET /api/v1/users/credits?user_id=7&user_email=a+b&c%zz@shop.example&site_url=http://127.0.0.1:1/a HTTP/1.1`,
      `Host: ${new URL(house.url).host}`,
      `Authorization: Bearer ${site.token}`,
      `X-Instance-ID: ${site.instanceId.toUpperCase()}`,
      'Content-Type: application/json',
      'User-Agent: anything at all',
      `Referer: ${house.url}/api/v1/users/credits?user_id=7&user_email=a+b&c%zz@shop.example`,
      'Connection: close',
    ]
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(house.url).port), '127.0.0.1', () =>
        socket.write(`${lines.join('\r\n')}\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain('"article_credits":3')
  })
})

describe('who calls', () => {
  it('is asked before what: a site that shows nothing learns nothing of its request', async () => {
    for (const [method, path] of [
      ['POST', '/checkout/sessions'],
      ['POST', '/checkout/verify'],
      ['POST', '/payments/create-intent'],
      ['POST', '/payments/confirm'],
      ['POST', '/users/deduct-credits'],
      ['POST', '/analytics/usage'],
      ['PUT', `/instances/${site.instanceId}`],
    ] as const)
      for (const body of ['{"broken', '{}'])
        expect((await ask(house, method, path, body, { 'idempotency-key': 'k'.repeat(300) })).status, path).toBe(401)
  })

  it('is no question of the user agent, nor of cookies', async () => {
    for (const agent of ['Rakubun-WordPress-Plugin/2.2.0', 'WordPress/6.1.9; https://shop.example', 'curl/8', ''])
      expect((await start({}, { 'user-agent': agent })).status).toBe(200)
    expect((await ask(house, 'POST', '/checkout/sessions', PURCHASE, { cookie: `token=${site.token}` })).status).toBe(
      401,
    )
  })

  it('no secret, no token and no address is in an error', async () => {
    const answers = await Promise.all([
      asSite('POST', '/checkout/verify', { session_id: site.token }),
      asSite('POST', '/checkout/sessions', { ...PURCHASE, user_email: 'not.an.address', package_id: site.secret }),
      asSite('PUT', `/instances/${site.instanceId}`, { admin_email: 'nonsense' }),
      asSite('GET', `/nothing?user_email=ann@shop.example`),
      ask(house, 'POST', '/plugins/register', {
        instance_id: site.instanceId,
        site_url: 'x',
        admin_email: 'me@shop.example',
      }),
    ])
    const said = JSON.stringify(answers.map(({ body }) => body))
    for (const secret of [site.token, site.secret, 'not.an.address', 'ann@shop.example', 'me@shop.example', 'nonsense'])
      expect(said).not.toContain(secret)
  })

  it('is counted: too many calls of one site hold up no other, and too many registrations of one network no other', async () => {
    const { id } = await house.deps.db
      .selectFrom('plugin_sites')
      .select('id')
      .where('instance_id', '=', (await registerBare(house)).instanceId)
      .executeTakeFirstOrThrow()
    for (let i = 0; i <= 10_000; i++) await house.deps.rateLimits.take('plugin', id)
    expect((await asSite('GET', '/config/stripe')).status).toBe(200)

    const network = fromAnotherNetwork()
    const register = (headers: Record<string, string>) =>
      ask(
        house,
        'POST',
        '/plugins/register',
        { instance_id: randomUUID(), site_url: 'https://shop.example', admin_email: 'a@b.example' },
        headers,
      )
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) statuses.push((await register(network)).status)
    expect(statuses).toEqual([...Array(20).fill(200), 429, 429])
    expect(Number((await register(network)).headers.get('retry-after'))).toBeGreaterThan(3000)
    expect((await register(fromAnotherNetwork())).status).toBe(200)
  })
})

it('a site may say of itself what it may, and nothing else is kept', async () => {
  const own = await registerBare(house)
  const asOwn = (method: string, body?: object) =>
    ask(house, method, `/instances/${own.instanceId}`, body, credentialsOf(own))
  const before = await asOwn('GET')
  const changes = { site_title: 'New name', plugin_version: '2.2.1', post_count: 14 }
  const sneaked = { site_url: 'https://evil.example', status: 'disabled', webhook_secret: 'x', api_token: 'x', id: 'x' }
  expect(await asOwn('PUT', { ...changes, ...sneaked })).toMatchObject({ status: 200 })
  expect((await asOwn('GET')).body).toEqual({
    success: true,
    instance: { ...(before.body['instance'] as object), site_title: 'New name', plugin_version: '2.2.1' },
  })
  expect(JSON.stringify((await asOwn('GET')).body)).not.toMatch(/secret|token|owner@/)
})

it('zero is an answer also where nothing is given to begin with', async () => {
  const config = { ...house.deps.config, plugin: { ...house.deps.config.plugin, freeCredits: {} } }
  const app = await buildServer({ ...house.deps, config }, { readEvent: () => null, isStopping: () => false })
  try {
    const url = '/api/v1/users/credits?user_id=901&user_email=ann@shop.example&site_url=https://shop.test'
    expect((await app.inject({ url, headers: credentialsOf(site) })).json()).toEqual({
      success: true,
      credits: { article_credits: 0, image_credits: 0, rewrite_credits: 0 },
      last_updated: expect.any(String),
    })
  } finally {
    await app.close()
  }
})

it('the most talkative log holds no token, no secret and no address', async () => {
  let printed = ''
  const log = pino(
    { level: 'trace' },
    {
      write: (line: string) => {
        printed += line
      },
    },
  )
  const app = await buildServer({ ...house.deps, log }, { readEvent: () => null, isStopping: () => false })
  const email = 'canary.bird@personal-data.test'
  const instanceId = randomUUID()
  const call = (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) =>
    app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { referer: `http://x/api/v1${url}`, ...headers },
      ...(payload && { payload }),
    })
  try {
    const registered = await call('POST', '/plugins/register', {
      instance_id: instanceId,
      site_url: 'https://shop.test',
      admin_email: email,
    })
    const { api_token: token, webhook_secret: secret } = registered.json()
    const headers = credentialsOf({ token, instanceId })
    await call('POST', '/plugins/register', {
      instance_id: instanceId,
      site_url: 'https://shop.test',
      admin_email: email,
    })
    const credits = `/users/credits?user_id=7&user_email=${email}&site_url=https://shop.test`
    await call('GET', credits, undefined, headers)
    const again = await call('POST', '/plugins/register', {
      instance_id: instanceId,
      site_url: 'https://shop.test',
      admin_email: email,
    })
    const kept = again.statusCode === 200 ? again.json() : { api_token: token, webhook_secret: secret }
    const good = credentialsOf({ token: kept.api_token, instanceId })
    expect((await call('GET', credits, undefined, good)).statusCode).toBe(200)
    expect((await call('POST', '/checkout/sessions', { ...PURCHASE, user_email: email }, good)).statusCode).toBe(200)
    expect(
      (await call('POST', '/users/deduct-credits', { user_id: 7, user_email: email, credit_type: 'rewrite' }, good))
        .statusCode,
    ).toBe(402)
    expect(printed).toContain('not enough credits')
    for (const hidden of [token, secret, kept.api_token, kept.webhook_secret, email, encodeURIComponent(email)])
      expect(printed).not.toContain(hidden)
  } finally {
    await app.close()
  }
})

import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectSound } from '../../support/expect-sound.ts'
import { type House, openHouse } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import type { PluginSite } from './plugin-site.ts'
import { ask, credentialsOf, openShop, registerBare, returnOf, sessionOf, stockPackages } from './shops.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({
    env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1', RATE_LIMITS: 'register=10000/3600,plugin=10000/60' },
  })
  await stockPackages(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const FREE = { article_credits: 3, image_credits: 5, rewrite_credits: 0 }
const ANN = { id: 1, email: 'ann+blog@shop.example' }
const BOB = { id: 2, email: 'bob@shop.example' }
const annsShop = () => openShop(house, { users: [ANN, BOB] })
const freshCredits = async (site: PluginSite, userId = 1) => {
  site.plugin.forgetCredits(userId)
  return site.credits(userId)
}
const told = (site: PluginSite, event = 'credits_updated') =>
  until(`the shop is told of ${event}`, async () => site.shop.webhooks.find((hook) => hook.event === event))

describe('what must be true of a conforming server', () => {
  it('1. activation registers and is kept; a later one is refused without leaking, and the shop goes on working', async () => {
    await using site = await annsShop()
    const { apiToken, webhookSecret } = { ...site.plugin.options }
    expect(apiToken).toMatch(/^.{32,}$/)
    expect(webhookSecret).toMatch(/^.{32,}$/)
    expect(apiToken).not.toBe(webhookSecret)
    expect(await site.openSettings()).toBe(true)
    expect(await site.credits(1)).toEqual(FREE)

    expect(await site.activate()).toBe(false)
    expect(site.plugin.last('/plugins/register')).toMatchObject({
      status: 409,
      answer: { success: false, error: 'already_registered', message: 'This site is already registered' },
    })
    expect(Object.keys(site.plugin.last('/plugins/register').answer).sort()).toEqual(['error', 'message', 'success'])
    expect(site.plugin.options).toMatchObject({ apiToken, webhookSecret })
    expect(await freshCredits(site)).toEqual(FREE)
    expect(site.plugin.errorLog.join()).not.toContain(apiToken)
  })

  it('2. packages come without credentials, grouped, with whole prices and ids named after their type', async () => {
    const { status, body } = await ask(house, 'GET', '/packages')
    expect(status).toBe(200)
    const { packages } = body as { packages: Record<string, { package_id: string; price: number; credits: number }[]> }
    expect(Object.keys(packages)).toEqual(['articles', 'images', 'rewrites', 'packages'])
    const typeOf = (id: string) => (id.includes('image') ? 'images' : id.includes('rewrite') ? 'rewrites' : 'articles')
    for (const type of ['articles', 'images', 'rewrites']) {
      expect(packages[type]?.length).toBeGreaterThan(0)
      for (const { package_id, price, credits } of packages[type] ?? []) {
        expect(package_id).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(typeOf(package_id)).toBe(type)
        expect([price, credits].every((figure) => Number.isInteger(figure) && figure > 0)).toBe(true)
      }
    }
    expect(packages['packages']).toHaveLength(
      ['articles', 'images', 'rewrites'].reduce((sum, type) => sum + (packages[type]?.length ?? 0), 0),
    )
  })

  it('3. a wrong token, a missing one and another site’s instance id are 401', async () => {
    const [own, other] = [await registerBare(house), await registerBare(house)]
    const credits = '/users/credits?user_id=1&user_email=a@b.example&site_url=https://shop.example'
    for (const shown of [
      {},
      { authorization: `Bearer ${own.token}` },
      { 'x-instance-id': own.instanceId },
      credentialsOf({ ...own, token: `${own.token.slice(0, -1)}x` }),
      credentialsOf({ ...own, instanceId: other.instanceId }),
      credentialsOf({ ...own, instanceId: randomUUID() }),
      { ...credentialsOf(own), authorization: `Basic ${own.token}` },
      { ...credentialsOf(own), authorization: own.token },
      { ...credentialsOf(own), authorization: `Bearer ${own.secret}` },
    ] as Record<string, string>[])
      expect(await ask(house, 'GET', credits, undefined, shown)).toMatchObject({
        status: 401,
        body: { success: false, error: 'unauthorized', message: 'Invalid API token or instance ID' },
      })
    expect((await ask(house, 'GET', credits, undefined, credentialsOf(own))).status).toBe(200)
  })

  it('4. balances are three integers per site and user; a plus or another address splits no account; zero is an answer', async () => {
    await using site = await annsShop()
    expect(await site.credits(1)).toEqual(FREE)
    expect(await site.deduct(1, 'article', 2)).toBe(true)
    expect(await freshCredits(site)).toEqual({ ...FREE, article_credits: 1 })
    site.plugin.user(1).email = 'ann.new@shop.example'
    expect(await freshCredits(site)).toEqual({ ...FREE, article_credits: 1 })
    expect(await site.deduct(1, 'article', 1)).toBe(true)
    expect(await site.deduct(1, 'image', 5)).toBe(true)
    expect(await freshCredits(site)).toEqual({ article_credits: 0, image_credits: 0, rewrite_credits: 0 })
    // The plugin fills in what is missing, but takes no balance at all for a server that is away.
    expect(site.plugin.last('/users/credits').answer['credits']).toEqual({
      article_credits: 0,
      image_credits: 0,
      rewrite_credits: 0,
    })
    expect(await freshCredits(site, 2)).toEqual(FREE)

    await using neighbour = await annsShop()
    expect(await neighbour.credits(1)).toEqual(FREE)
  })

  it('5. a session needs five fields, costs what the catalogue says, is 200, and leads back with its id filled in', async () => {
    await using site = await annsShop()
    const bought = await site.buy(1, 'article_starter')
    const { status, answer } = site.plugin.last('/checkout/sessions')
    expect(status).toBe(200)
    expect(answer).toMatchObject({ success: true, amount: 750, currency: 'JPY' })
    expect(answer['session_id']).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(bought).toEqual({ url: expect.stringMatching(/^https?:\/\//) })
    const session = await house.sandbox.stripe<{ amount_total: number; currency: string; success_url: string }>(
      `checkout/sessions/${answer['session_id']}`,
    )
    expect(session).toMatchObject({ amount_total: 750, currency: 'jpy' })
    expect(session.success_url.replace('{CHECKOUT_SESSION_ID}', String(answer['session_id']))).toBe(
      returnOf(site, String(answer['session_id'])),
    )

    const forged = await site.buy(1, 'article_starter', 1)
    expect(forged).toMatchObject({ message: expect.stringContaining('not the price') })
    expect(site.plugin.last('/checkout/sessions')).toMatchObject({
      status: 400,
      answer: { error: 'amount_mismatch' },
    })
  })

  it('6. verify: 402 before payment, credits at once after it, once however often and at once; unknown and foreign are not found', async () => {
    await using site = await annsShop()
    const sessionId = await sessionOf(site, 1, 'article_starter')
    expect(await site.comeBack(1, returnOf(site, sessionId))).toEqual({
      notice: { kind: 'not-complete' },
      credits: FREE,
    })
    expect(site.plugin.last('/checkout/verify').status).toBe(402)

    await house.sandbox.pay(sessionId)
    const credentials = credentialsOf({
      token: site.plugin.options.apiToken ?? '',
      instanceId: site.plugin.options.instanceId ?? '',
    })
    const verified = await Promise.all(
      Array.from({ length: 8 }, () => ask(house, 'POST', '/checkout/verify', { session_id: sessionId }, credentials)),
    )
    for (const { status, body } of verified) {
      expect(status).toBe(200)
      expect(body).toMatchObject({ success: true, credits_added: 10, credit_type: 'article', remaining_credits: 13 })
      expect(body['transaction_id']).toBe(verified[0]?.body['transaction_id'])
    }
    expect(await site.comeBack(1, returnOf(site, sessionId))).toEqual({
      notice: { kind: 'success', creditsAdded: 10, label: '記事' },
      credits: { ...FREE, article_credits: 13 },
    })
    expect(site.plugin.last('/checkout/verify').answer).toMatchObject({ status: 'already_completed', success: true })

    await using neighbour = await annsShop()
    for (const foreign of [sessionId, 'cs_test_nobodys', 'x'])
      expect((await neighbour.comeBack(1, returnOf(neighbour, foreign))).notice).toEqual({ kind: 'not-found' })
    expect(await neighbour.credits(1)).toEqual(FREE)
  })

  it('7. a payer who never returns has the credits within seconds of paying', async () => {
    await using site = await annsShop()
    const sessionId = await sessionOf(site, 1, 'rewrite_pro')
    await house.sandbox.pay(sessionId)
    await until('the credits are there', async () => (await freshCredits(site))?.rewrite_credits === 120, 5000)
    expect(site.plugin.calls.map(({ path }) => path)).not.toContain('/checkout/verify')
  })

  it('8. intents likewise: 402, then once, from the record, without an address', async () => {
    await using site = await annsShop()
    const intent = await site.createIntent(1, 'rewrite_basic')
    expect(intent).toMatchObject({ success: true, amount: 3000, currency: 'JPY' })
    const intentId = String(intent?.['payment_intent_id'])
    expect(String(intent?.['client_secret'])).toContain(intentId)
    expect(await site.confirmPayment(1, intentId, 'rewrite')).toBeNull()
    expect(site.plugin.last('/payments/confirm')).toMatchObject({
      status: 402,
      answer: { error: 'payment_not_completed' },
    })

    await house.sandbox.payIntent(intentId)
    expect(await site.confirmPayment(2, intentId, 'rewrite')).toBeNull()
    expect(await site.confirmPayment(1, intentId, 'article')).toBeNull()
    const confirmed = await Promise.all(Array.from({ length: 3 }, () => site.confirmPayment(1, intentId, 'rewrite')))
    expect(confirmed).toEqual(Array(3).fill({ ...FREE, rewrite_credits: 50 }))
    const answers = site.plugin.calls.filter(({ path, status }) => path === '/payments/confirm' && status === 200)
    expect(answers.map(({ answer }) => answer)).toEqual(
      Array(3).fill({ ...answers[0]?.answer, credits_added: 50, remaining_credits: { ...FREE, rewrite_credits: 50 } }),
    )
    expect(await freshCredits(site, 2)).toEqual(FREE)
  })

  it('9. deductions never overdraw, also at the same time: 402 at the end, and nonsense is 400', async () => {
    const site = await registerBare(house)
    const deduct = (more: object = {}) =>
      ask(
        house,
        'POST',
        '/users/deduct-credits',
        { user_id: 7, user_email: 'ann@shop.example', credit_type: 'image', amount: 1, ...more },
        credentialsOf(site),
      )
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => deduct()))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(statuses.filter((status) => status === 402)).toHaveLength(15)
    for (const amount of [-1, 0, 0.5, '1', 1_000_001, 1e308, null, true, [1]])
      expect(await deduct({ amount, credit_type: 'article' })).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      })
    for (const credit_type of ['credit', 'Article', 'articles', '__proto__', 7])
      expect((await deduct({ credit_type })).status).toBe(400)
    for (const user_id of [0, -1, 1.5, '7x', 2 ** 53]) expect((await deduct({ user_id })).status).toBe(400)
    const credits = await ask(
      house,
      'GET',
      '/users/credits?user_id=7&user_email=ann@shop.example&site_url=https://shop.example',
      undefined,
      credentialsOf(site),
    )
    expect(credits.body['credits']).toEqual({ ...FREE, image_credits: 0 })
  })

  it('10. after each purchase a signed credits_updated reaches the shop within seconds, and its cache is forgotten', async () => {
    await using site = await annsShop()
    expect(await site.credits(1)).toEqual(FREE)
    await house.sandbox.pay(await sessionOf(site, 1, 'article_starter'))
    const hook = await told(site)
    expect(hook.status).toBe(200)
    const body = JSON.parse(hook.body)
    expect(body).toMatchObject({
      event: 'credits_updated',
      instance_id: site.plugin.options.instanceId,
      data: { user_id: 1, user_email: ANN.email, credits: { ...FREE, article_credits: 13 }, reason: 'purchase' },
    })
    expect(hook.headers['x-rakubun-signature']).toBe(
      createHmac('sha256', site.plugin.options.webhookSecret ?? '')
        .update(hook.body)
        .digest('hex'),
    )
    expect(hook.headers.cookie).toBeUndefined()
    // Nothing is older than five minutes here: it is the webhook that had the shop look again.
    expect(await site.credits(1)).toEqual({ ...FREE, article_credits: 13 })

    const intent = await site.createIntent(2, 'images')
    await house.sandbox.payIntent(String(intent?.['payment_intent_id']))
    await until('the shop is told of the second', async () => site.shop.webhooks.length === 2)
    expect(JSON.parse(site.shop.webhooks[1]?.body ?? '').data).toMatchObject({ user_id: 2, user_email: BOB.email })
  })

  it('11. a pk_ key, and quick answers in JSON to all that is not about money', async () => {
    await using site = await annsShop()
    expect(await site.openAdminPage()).toMatch(/^pk_/)
    await site.openAdminPage()
    expect(site.plugin.calls.filter(({ path }) => path === '/config/stripe')).toHaveLength(1)
    site.plugin.wait(25 * 3_600_000)
    await site.openAdminPage()
    expect(site.plugin.calls.filter(({ path }) => path === '/config/stripe')).toHaveLength(2)
    expect(await site.syncAnalytics()).toBe(true)
    expect(await site.generate(1, 'article')).toBe(true)
    await until('the generation is told', async () =>
      site.plugin.calls.some(({ path }) => path === '/analytics/generation'),
    )
    expect(site.plugin.last('/analytics/generation')).toMatchObject({ status: 200, answer: { success: true } })
    for (const path of ['provider?provider=openai', 'provider?provider=novita', 'article', 'image', 'rewrite']) {
      const answer = await site.plugin.get(`/config/${path}`)
      expect(answer).toEqual({ success: false, error: 'not_configured', message: 'Not offered by this server' })
    }
  })

  it('12. no answer to another site, or to no one, holds a token, a secret or an address', async () => {
    await using site = await annsShop()
    const sessionId = await sessionOf(site, 1, 'article_starter')
    const { apiToken, instanceId, webhookSecret } = site.plugin.options
    const other = await registerBare(house)
    const registration = { instance_id: instanceId, site_url: site.plugin.siteUrl, admin_email: 'thief@evil.example' }
    const answers = await Promise.all(
      [{}, credentialsOf(other), credentialsOf({ token: other.token, instanceId: instanceId ?? '' })].flatMap(
        (headers) => [
          ask(house, 'POST', '/plugins/register', registration, headers),
          ask(house, 'GET', `/instances/${instanceId}`, undefined, headers),
          ask(house, 'PUT', `/instances/${instanceId}`, { admin_email: 'thief@evil.example' }, headers),
          ask(house, 'POST', '/checkout/verify', { session_id: sessionId }, headers),
          ask(house, 'GET', '/users/credits?user_id=1&user_email=x@y.example&site_url=x', undefined, headers),
          ask(house, 'GET', '/auth/debug', undefined, headers),
          ask(house, 'GET', '/packages', undefined, headers),
        ],
      ),
    )
    const said = JSON.stringify(answers.map(({ body, headers }) => [body, [...headers]]))
    for (const secret of [apiToken, webhookSecret, 'owner@shop.example', ANN.email, other.token, 'thief@evil.example'])
      expect(said).not.toContain(secret)
    expect(await freshCredits(site)).toEqual(FREE)
  })
})

it('leaves books that are in order', () => expectSound(house))

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSiteHouse } from '../../../test/support/site-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { memoryRateLimits } from '../../platform/rate-limit/rate-limits.ts'
import { type RegisteredSite, siteReceiver } from './index.ts'

let database: TestDatabase
let house: ReturnType<typeof openSiteHouse>
beforeAll(async () => {
  database = await cloneDatabase()
  house = openSiteHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const rowOf = (instanceId: string) =>
  house.db.selectFrom('plugin_sites').selectAll().where('instance_id', '=', instanceId).executeTakeFirstOrThrow()
const isGood = async ({ token, instanceId }: RegisteredSite) => (await house.show(token, instanceId)).ok
const SEED = '7f'.repeat(16)

describe('a site that is new', () => {
  it('gets a token and a secret that are long, random and not alike', async () => {
    const [one, other] = [await house.register(), await house.register()]
    for (const { token, webhookSecret } of [one, other]) {
      expect(token).toMatch(/^rk_live_[0-9a-f]{32,}$/)
      expect(webhookSecret).toMatch(/^whs_[0-9a-f]{32,}$/)
      expect(webhookSecret.slice(4)).not.toBe(token.slice(8))
    }
    expect(new Set([one.token, other.token, one.webhookSecret, other.webhookSecret]).size).toBe(4)
  })

  it('leaves nothing in the database that its credentials can be read from', async () => {
    const { token, webhookSecret, siteId } = await house.register()
    for (const table of ['plugin_sites', 'audit_log'] as const) {
      const rows = JSON.stringify(await house.db.selectFrom(table).selectAll().execute(), (_, value: unknown) =>
        typeof value === 'object' && value !== null && 'type' in value && 'data' in value
          ? Buffer.from(value.data as number[]).toString('latin1')
          : value,
      )
      for (const secret of [token, token.slice(8), webhookSecret, webhookSecret.slice(4)])
        expect(rows).not.toContain(secret)
    }
    expect(await siteReceiver(house.deps, siteId)).toMatchObject({ secret: webhookSecret, status: 'active' })
  })

  it('is another site if it comes from the same address with another instance id', async () => {
    const [one, other] = [await house.register(), await house.register()]
    expect(one.siteId).not.toBe(other.siteId)
    expect([await isGood(one), await isGood(other)]).toEqual([true, true])
  })

  it('writes its instance id as it likes', async () => {
    const instanceId = randomUUID()
    const { token } = await house.register({ instanceId: instanceId.toUpperCase() })
    expect((await house.show(token, instanceId)).ok).toBe(true)
    expect(await house.ask({ instanceId })).toMatchObject({ failure: { kind: 'already-registered' } })
  })
})

describe('what a site says of itself', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['http://127.0.0.1:8081/', 'http://127.0.0.1:8081'],
    ['https://a.example/wp/', 'https://a.example/wp'],
    ['HTTPS://Shop.Example:443/WP?x=1#y', 'https://shop.example/WP'],
  ])('may live at %s', async (siteUrl, kept) => {
    const { instanceId } = await house.register({ siteUrl })
    expect((await rowOf(instanceId)).site_url).toBe(kept)
  })

  it.each([
    ['siteUrl', 'https://ann:pw@shop.example'],
    ['siteUrl', 'https://ann@shop.example'],
    ['siteUrl', 'ftp://shop.example'],
    ['siteUrl', 'javascript:alert(1)'],
    ['siteUrl', 'shop.example'],
    ['siteUrl', `https://shop.example/${'a'.repeat(2000)}`],
    ['siteUrl', `https://shop.example/${'é'.repeat(700)}`],
    ['siteUrl', undefined],
    ['instanceId', 'two words'],
    ['instanceId', 'a'.repeat(65)],
    ['instanceId', undefined],
    ['instanceId', 7],
    ['adminEmail', 'owner'],
    ['adminEmail', 'a@b c'],
    ['adminEmail', 'a@b\0c'],
    ['adminEmail', `${'a'.repeat(260)}@shop.example`],
    ['adminEmail', undefined],
  ])('cannot have the %s %j', async (path, value) => {
    expect(await house.ask({ [path]: value })).toMatchObject({
      failure: { kind: 'invalid-input', fields: [{ path }] },
    })
  })

  it('keeps what can be read of the rest, and drops what cannot', async () => {
    const { instanceId } = await house.register({
      siteTitle: `${'🎏'.repeat(150)}${'x'.repeat(300)}`,
      theme: false,
      wordpressVersion: 6.1,
      phpVersion: { a: 1 },
      pluginVersion: '2.2\u00000',
      timezone: '+00:00',
      language: '',
      postCount: '12',
      pageCount: -1,
      status: 'disabled',
      registeredAt: 'yesterday',
    })
    expect(await rowOf(instanceId)).toMatchObject({
      site_title: `${'🎏'.repeat(150)}${'x'.repeat(50)}`,
      theme: null,
      wordpress_version: '6.1',
      php_version: null,
      plugin_version: '2.2 0',
      timezone: '+00:00',
      language: null,
      post_count: 12,
      page_count: null,
      status: 'active',
      registered_at: house.clock.now(),
    })
  })
})

describe('a site that is known', () => {
  it('is told so and nothing else, and goes on with what it has', async () => {
    const site = await house.settle({ siteTitle: 'Mine' })
    for (const seed of [null, SEED])
      expect(await house.ask({ instanceId: site.instanceId, siteUrl: 'https://evil.example' }, { seed })).toEqual({
        ok: false,
        failure: { kind: 'already-registered' },
      })
    expect(await isGood(site)).toBe(true)
    expect(await rowOf(site.instanceId)).toMatchObject({ site_url: 'https://shop.example', site_title: 'Mine' })
  })

  it('gets other credentials while nobody has used those it has', async () => {
    const lost = await house.register()
    const got = await house.register({ instanceId: lost.instanceId })
    expect(got.siteId).toBe(lost.siteId)
    expect(got.token).not.toBe(lost.token)
    expect(got.webhookSecret).not.toBe(lost.webhookSecret)
    expect(await isGood(lost)).toBe(false)
    expect(await isGood(got)).toBe(true)
    expect((await house.ask({ instanceId: lost.instanceId })).ok).toBe(false)
    expect(await house.actions(got.siteId)).toEqual(['site.registered', 'site.registered-again'])
  })

  it('gets other credentials once after the operator said so, and its former are void then', async () => {
    const former = await house.settle()
    expect((await house.reopen(former.instanceId)).ok).toBe(true)
    expect(await isGood(former)).toBe(true)
    const next = await house.register({ instanceId: former.instanceId, siteUrl: 'https://moved.example' })
    expect(next.siteId).toBe(former.siteId)
    expect(await isGood(former)).toBe(false)
    expect(await isGood(next)).toBe(true)
    expect(await house.ask({ instanceId: former.instanceId })).toMatchObject({
      failure: { kind: 'already-registered' },
    })
    expect(await siteReceiver(house.deps, next.siteId)).toMatchObject({ secret: next.webhookSecret })
    expect(await house.actions(next.siteId)).toEqual([
      'site.registered',
      'site.registered-again',
      'site.registration-reopened',
    ])
  })

  it('gets nothing when the time that the operator gave is over', async () => {
    const site = await house.settle()
    await house.reopen(site.siteId, 10)
    house.clock.advance(10 * 60)
    expect(await house.ask({ instanceId: site.instanceId })).toMatchObject({ failure: { kind: 'already-registered' } })
    expect(await isGood(site)).toBe(true)
  })
})

describe('the same request again', () => {
  it('has the same answer until the credentials are used, without their being stored', async () => {
    const instanceId = randomUUID()
    const first = await house.register({ instanceId }, SEED)
    house.clock.advance(60)
    expect(await house.register({ instanceId }, SEED)).toEqual(first)
    expect(await isGood(first)).toBe(true)
    expect(await house.ask({ instanceId }, { seed: SEED })).toMatchObject({ failure: { kind: 'already-registered' } })
  })

  it('has another for another secret, another site, another server, and after the operator reopened', async () => {
    const { instanceId, ...first } = await house.register({}, SEED)
    const another = await house.register({}, SEED)
    const bySeed = await house.register({ instanceId }, '1c'.repeat(16))
    await house.show(bySeed.token, instanceId)
    await house.reopen(instanceId)
    const reopened = await house.register({ instanceId }, '1c'.repeat(16))
    expect(await house.register({ instanceId }, '1c'.repeat(16))).toEqual(reopened)
    const tokens = [first, another, bySeed, reopened].map(({ token }) => token)
    expect(new Set(tokens).size).toBe(4)
    expect(await isGood({ instanceId, ...first })).toBe(false)
    expect(await isGood(bySeed)).toBe(false)
    expect(await isGood(reopened)).toBe(true)
  })
})

describe('twenty at once', () => {
  const atOnce = (instanceId: string, seed: string | null = null) =>
    Promise.all(Array.from({ length: 20 }, () => house.ask({ instanceId }, { seed })))

  it('are one site, and of the answers exactly one is good', async () => {
    const instanceId = randomUUID()
    const answers = await atOnce(instanceId)
    const got = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
    expect(got).toHaveLength(20)
    expect(new Set(got.map(({ siteId }) => siteId)).size).toBe(1)
    expect(new Set(got.map(({ token }) => token)).size).toBe(20)
    const row = await rowOf(instanceId)
    const good: RegisteredSite[] = []
    for (const site of got) if (await isGood(site)) good.push(site)
    expect(good).toHaveLength(1)
    expect(await siteReceiver(house.deps, row.id)).toMatchObject({ secret: good[0]?.webhookSecret })
  })

  it('with one secret have one answer, which is good', async () => {
    const answers = await atOnce(randomUUID(), SEED)
    const [first] = answers
    if (!first?.ok) throw new Error('refused')
    expect(answers.every((answer) => answer.ok && answer.value.token === first.value.token)).toBe(true)
    expect(await isGood(first.value)).toBe(true)
  })

  it('after reopening end with credentials that are good, whoever used some of them meanwhile', async () => {
    const site = await house.settle()
    await house.reopen(site.siteId)
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const answer = await house.ask({ instanceId: site.instanceId })
        return answer.ok ? { token: answer.value.token, worked: await isGood(answer.value) } : undefined
      }),
    )
    const worked = answers.filter((answer) => answer?.worked)
    expect(worked).toHaveLength(1)
    expect((await house.show(worked[0]?.token ?? '', site.instanceId)).ok).toBe(true)
    expect(await isGood(site)).toBe(false)
  })
})

it('refuses who registers too often from one network, and others not', async () => {
  const limited = openSiteHouse(database, {
    rateLimits: memoryRateLimits({ ...house.deps.config.rateLimits, register: { points: 2, seconds: 3600 } }),
  })
  const from = async (client: string) => limited.ask({}, { client })
  expect([(await from('a')).ok, (await from('a')).ok]).toEqual([true, true])
  expect(await from('a')).toMatchObject({ failure: { kind: 'rate-limited', retryAfterSeconds: 3600 } })
  expect((await from('b')).ok).toBe(true)
})

import { randomBytes, randomUUID } from 'node:crypto'
import { StaffSite, StaffSitePage } from '@cashwrap/shared/contracts/sites'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createContext } from '../src/app/context.ts'
import { readConfig } from '../src/config/config.ts'
import { makeSignInLink, systemActor } from '../src/modules/auth/index.ts'
import { authenticateSite, type RegisteredSite, registerSite, siteReceiver } from '../src/modules/plugin-sites/index.ts'
import { COMMANDS } from '../src/transport/cli/commands.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { visitor } from './support/sign-in-house.ts'

let house: House
let site: RegisteredSite
const said: string[] = []
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false, env: { RATE_LIMITS: 'register=1000/3600' } })
})
afterAll(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
  site = await register(randomUUID())
})
afterEach(() => void vi.restoreAllMocks())

async function register(instanceId: string): Promise<RegisteredSite> {
  const sent = { instanceId, siteUrl: 'https://kites.example', adminEmail: 'owner@kites.example' }
  const registered = await registerSite(house.deps, visitor, { sent, clientHash: randomBytes(32), seed: null })
  if (!registered.ok) throw new Error(registered.failure.kind)
  return registered.value
}
const run = (...[name = '', ...words]: string[]) => COMMANDS[name]?.run(house.deps, words)
const shows = async ({ token, instanceId }: RegisteredSite) => {
  const shown = await authenticateSite(house.deps, { token, instanceId })
  return shown.ok ? 'good' : shown.failure.kind
}

async function signInAs(role: 'staff' | 'seller'): Promise<Shopper> {
  const email = `${randomUUID()}@desk.test`
  const link = await makeSignInLink(house.deps, systemActor('test'), { email, roles: [role], next: '/' })
  if (!link.ok) throw new Error('no link')
  const browser = new Shopper(house.url, email)
  const signedIn = await browser.mutate('auth.signInWithLink', { token: new URL(link.value.url).hash.split('=')[1] })
  if (!signedIn.ok) throw new Error(signedIn.failure.kind)
  return browser
}

describe('on the command line', () => {
  it('sites are listed, also by a part of their address', async () => {
    await shows(site)
    expect(await run('sites', 'KITES.example')).toBe(0)
    expect(said).toContain([site.siteId, site.instanceId, 'https://kites.example', 'active', 'in use'].join('\t'))
    said.length = 0
    expect(await run('sites', 'nobody', 'at', 'all')).toBe(0)
    expect(said).toEqual([])
  })

  it('a site is disabled with a reason of several words, and enabled', async () => {
    expect(await run('site-disable', site.instanceId, 'bills', 'unpaid')).toBe(0)
    expect(await shows(site)).toBe('site-disabled')
    const row = await house.deps.db
      .selectFrom('plugin_sites')
      .selectAll()
      .where('id', '=', site.siteId)
      .executeTakeFirst()
    expect(row?.disabled_reason).toBe('bills unpaid')
    expect(await run('site-enable', site.siteId)).toBe(0)
    expect(await shows(site)).toBe('good')
  })

  it('a site is let in once more, and moved', async () => {
    await shows(site)
    expect(await run('site-reopen', site.siteId, '5')).toBe(0)
    const next = await register(site.instanceId)
    expect([await shows(site), await shows(next)]).toEqual(['unauthorized', 'good'])
    expect(await run('site-move', site.siteId, 'http://127.0.0.1:8080/wp/')).toBe(0)
    expect(await siteReceiver(house.deps, site.siteId)).toMatchObject({
      siteUrl: 'http://127.0.0.1:8080/wp',
      secret: next.webhookSecret,
    })
  })

  it.each([
    [['site-disable'], 64],
    [['site-enable', 'two words'], 64],
    [['site-reopen', 'SITE', '0'], 64],
    [['site-reopen', 'SITE', '1441'], 64],
    [['site-reopen', 'SITE', 'soon'], 64],
    [['site-move', 'SITE'], 64],
    [['site-move', 'SITE', 'ftp://x'], 64],
    [['site-enable', '01a00000-0000-7000-8000-000000000000'], 1],
    [['site-enable', 'nobody'], 1],
  ])('refuses %j with %i and a sentence', async (words, code) => {
    expect(await run(...words.map((word) => (word === 'SITE' ? site.siteId : word)))).toBe(code)
    expect(said).toHaveLength(1)
  })

  it('all secrets are sealed anew with the first key, after which the former is not needed', async () => {
    const key = randomBytes(32).toString('base64')
    await using rotated = await createContext(readConfig({ ...house.env, ENCRYPTION_KEY: key }))
    expect(await COMMANDS['rekey']?.run(rotated.deps, [])).toBe(0)
    expect(said).toContainEqual(expect.stringMatching(/^webhook secrets of sites: [1-9]\d* sealed anew$/))
    said.length = 0
    await COMMANDS['rekey']?.run(rotated.deps, [])
    expect(said).toContain('webhook secrets of sites: 0 sealed anew')
    const otherSecret = { ...house.env, ENCRYPTION_KEY: key, AUTH_SECRET: 'another secret of this server' }
    await using alone = await createContext(readConfig(otherSecret))
    expect(await siteReceiver(alone.deps, site.siteId)).toMatchObject({ secret: site.webhookSecret })
  })
})

describe('over the wire', () => {
  it('staff list, look at, disable, enable and reopen sites, and see no credentials', async () => {
    const staff = await signInAs('staff')
    const answers = [
      await staff.query('staff.sites.one', { site: site.siteId }),
      await staff.mutate('staff.sites.disable', { site: site.siteId, reason: 'unpaid' }),
      await staff.mutate('staff.sites.enable', { site: site.instanceId }),
      await staff.mutate('staff.sites.reopen', { site: site.siteId, minutes: 30 }),
    ].map((answer) => (answer.ok ? StaffSite.parse(answer.value) : undefined))
    expect(answers.map((one) => one?.status)).toEqual(['active', 'disabled', 'active', 'active'])
    expect(answers[1]?.disabledReason).toBe('unpaid')
    expect(answers[3]?.reopenedUntil).not.toBeNull()
    const page = await staff.query('staff.sites.list', { search: 'kites', limit: 1 })
    expect(page.ok && StaffSitePage.parse(page.value).items).toHaveLength(1)
    expect(JSON.stringify([answers, page])).not.toMatch(/rk_live_|whs_|token|secret/i)
  })

  it('nobody else does', async () => {
    const seller = await signInAs('seller')
    for (const browser of [seller, new Shopper(house.url)]) {
      const refused = browser === seller ? 'not-allowed' : 'sign-in-required'
      for (const answer of [
        await browser.query('staff.sites.list', {}),
        await browser.query('staff.sites.one', { site: site.siteId }),
        await browser.mutate('staff.sites.disable', { site: site.siteId }),
        await browser.mutate('staff.sites.enable', { site: site.siteId }),
        await browser.mutate('staff.sites.reopen', { site: site.siteId, minutes: 30 }),
      ])
        expect(answer).toMatchObject({ failure: { kind: refused } })
    }
    expect(await shows(site)).toBe('good')
  })
})

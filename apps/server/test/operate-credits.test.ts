import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { listCreditPackages, saveCreditPackage } from '../src/modules/catalogue/index.ts'
import { spendSiteCredits } from '../src/modules/credits/index.ts'
import { createEndpoint } from '../src/modules/webhooks-out/index.ts'
import { COMMANDS } from '../src/transport/cli/commands.ts'
import { insertSite } from './support/builders/site.ts'
import { insertUser } from './support/builders/user.ts'
import { type House, openHouse } from './support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const said: string[] = []
beforeEach(() => {
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)))
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)))
})
afterEach(() => vi.restoreAllMocks())

const run = (command: string) => {
  const [name = '', ...words] = command.split(' ')
  return COMMANDS[name]?.run(house.deps, words)
}
const packages = async () => (await listCreditPackages(house.deps, systemActor('test'), { currency: 'JPY' })).value

describe('packages', () => {
  it('are made, priced, published and changed', async () => {
    expect(await run('save-package article_50 article 50 Fifty')).toBe(0)
    expect((await packages()).map(({ externalId }) => externalId)).not.toContain('article_50')
    expect(await run('publish article-50')).toBe(1)
    expect(await run('set-price article-50 3000 JPY')).toBe(0)
    expect(await run('publish article-50')).toBe(0)
    expect(await packages()).toContainEqual(
      expect.objectContaining({ externalId: 'article_50', credits: 50, price: { amount: 3000, currency: 'JPY' } }),
    )
    expect(await run('save-package article_50 article 60 Sixty --popular')).toBe(0)
    expect(await packages()).toContainEqual(
      expect.objectContaining({ externalId: 'article_50', title: 'Sixty', credits: 60, isPopular: true }),
    )
  })
  it('are told to the shop’s endpoints whenever what is sold changes, and no other product is', async () => {
    const url = 'https://hooks.example.com/packages'
    const endpoint = await createEndpoint(house.deps, systemActor('test'), {
      side: 'shop',
      url,
      eventTypes: ['package.updated'],
      pluginForm: false,
    })
    expect(endpoint.ok).toBe(true)
    for (const command of [
      'save-package article_70 article 70 Seventy',
      'set-price article-70 4000 JPY',
      'publish article-70',
      'publish article-70',
      'save-package article_70 article 75 More',
      'unpublish article-70',
      'unpublish course',
      'publish course',
    ])
      expect(await run(command), command).toBe(0)
    const told = await house.deps.db
      .selectFrom('webhook_messages')
      .select('data')
      .where('type', '=', 'package.updated')
      .orderBy('id')
      .execute()
    const about = { externalId: 'article_70', creditType: 'article' }
    expect(told.map(({ data }) => data)).toEqual([
      expect.objectContaining({ ...about, credits: 70, prices: [], isForSale: false }),
      expect.objectContaining({ ...about, credits: 70, prices: [{ amount: 4000, currency: 'JPY' }], isForSale: false }),
      expect.objectContaining({ ...about, credits: 70, isForSale: true }),
      expect.objectContaining({ ...about, credits: 75, isForSale: true }),
      expect.objectContaining({ ...about, credits: 75, isForSale: false }),
    ])
  })
  it.each([
    'save-package image_50 article 50 Fifty',
    'save-package 50 image 50 Fifty',
    'save-package article_51 article 0 None',
    'save-package article_51 Article 5 Five',
    'save-package test_course article 5 Five',
  ])('are refused where the plugin would misread them: %s', async (command) => {
    expect(await run(command)).toBe(1)
    expect(said.join()).toContain('Not saved')
  })
  it.each(['save-package', 'save-package article_51 article 5', 'save-package article_51 article 5 Five more'])(
    'want all their words: %s',
    async (command) => {
      expect(await run(command)).toBe(64)
    },
  )
  it('are refused where their address is taken by another', async () => {
    expect(await run('save-package article-50 article 50 Fifty')).toBe(1)
    expect(said.join()).toContain('too like')
  })
  it('that go past the use-case are stopped by the database', async () => {
    await expect(house.deps.db.updateTable('credit_packages').set({ credit_type: 'image' }).execute()).rejects.toThrow(
      /cannot be called/,
    )
  })
  it('are made by the shop’s people alone', async () => {
    const buyer = await insertUser(house.deps.db, 'buyer@buyers.test')
    const asked = {
      externalId: 'article_9',
      creditType: 'article',
      credits: 9,
      isPopular: false,
      discount: null,
      title: 'Nine',
    }
    expect(await saveCreditPackage(house.deps, buyer, asked)).toMatchObject({
      ok: false,
      failure: { kind: 'not-allowed' },
    })
  })
})

describe('accounts', () => {
  it('are shown and adjusted by a site and a user’s number, and the site is told', async () => {
    const siteId = await insertSite(house.deps.db, 'example-site')
    const user = { siteId, siteUserId: 7, email: 'ann@shop.example', emailIsHint: false }
    await spendSiteCredits(house.deps, systemActor('test'), { ...user, creditType: 'article', amount: 1, key: null })
    expect(await run('adjust-credits example-site/7 article bought 5 paid by transfer')).toBe(0)
    expect(await run(`adjust-credits ${siteId}/7 article bought -2 typed twice`)).toBe(0)
    expect(await run('adjust-credits example-site/7 article bought -4 too much')).toBe(1)
    expect(await run('adjust-credits example-site/7 article owed 3 sent by mistake')).toBe(0)
    expect(await run('adjust-credits example-site/7 article owed -4 too much')).toBe(1)
    expect(await run('adjust-credits example-site/7 article owed -3 let go')).toBe(0)
    said.length = 0
    expect(await run('credits example-site/7')).toBe(0)
    expect(said[0]).toBe('article: 5 (2 promotion, 0 plan, 3 bought), 0 owed')
    expect(said.join('\n')).toContain('paid by transfer')
    const told = await house.deps.db
      .selectFrom('webhook_messages')
      .select(['type', 'data'])
      .where('site_id', '=', siteId)
      .orderBy('at')
      .execute()
    expect(told.map(({ data }) => (data as { change: number; reason: string }).change)).toEqual([5, -2, 0, 0])
    const acts = await house.deps.db
      .selectFrom('audit_log')
      .select('facts')
      .where('action', '=', 'credits.adjusted')
      .execute()
    expect(acts).toHaveLength(4)
  })
  it('are found by the address of who has them', async () => {
    await insertUser(house.deps.db, 'ann@buyers.test')
    expect(await run('credits ann@buyers.test')).toBe(1)
    expect(await run('adjust-credits ann@buyers.test token promotion 3 welcome')).toBe(0)
    expect(await run('credits ann@buyers.test')).toBe(0)
    expect(said.join('\n')).toContain('token: 3 (3 promotion, 0 plan, 0 bought), 0 owed')
  })
  it.each([
    ['credits nobody', 64],
    ['credits nobody@buyers.test', 1],
    ['credits example-site/8', 1],
    ['adjust-credits example-site/7 article bought 0 nothing', 64],
    ['adjust-credits example-site/7 article bought 1.5 half', 64],
    ['adjust-credits example-site/7 article wallet 1 no such bucket', 64],
    ['adjust-credits example-site/7 article bought 1', 64],
    ['adjust-credits nowhere/7 article bought 1 lost', 1],
  ])('%s exits with %d', async (command, code) => {
    expect(await run(command)).toBe(code)
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/modules/auth/index.ts'
import { adjustCredits } from '../../../src/modules/credits/index.ts'
import { disableSite, enableSite, reopenRegistration } from '../../../src/modules/plugin-sites/index.ts'
import { type House, openHouse } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import { PluginSite } from './plugin-site.ts'
import { apiOf, openShop, registerBare, returnOf, sessionOf, stockPackages } from './shops.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({
    env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1', RATE_LIMITS: 'register=10000/3600,plugin=10000/60' },
  })
  await stockPackages(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const operator = systemActor('test')
const FREE = { article_credits: 3, image_credits: 5, rewrite_credits: 0 }
const instanceOf = (site: PluginSite) => site.plugin.options.instanceId ?? ''
const paths = (site: PluginSite) => site.plugin.calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`)

it('a shop’s day: switched on, bought, used, synced and switched on again', async () => {
  await using site = await openShop(house)
  expect(await site.openSettings()).toBe(true)
  expect(await site.openAdminPage()).toMatch(/^pk_test_/)
  const page = await site.openPurchasePage(1)
  expect(page?.credits).toEqual(FREE)

  const sessionId = await sessionOf(site, 1, 'article_starter')
  await house.sandbox.pay(sessionId)
  site.plugin.calls.length = 0
  const back = await site.comeBack(1, returnOf(site, sessionId))
  expect(back).toEqual({
    notice: { kind: 'success', creditsAdded: 10, label: '記事' },
    credits: { ...FREE, article_credits: 13 },
  })
  expect(paths(site).slice(-3)).toEqual(['POST /checkout/verify', 'GET /users/credits', 'GET /packages'])

  site.plugin.calls.length = 0
  expect(await site.generate(1, 'article')).toBe(true)
  expect(paths(site)).toEqual(expect.arrayContaining(['POST /users/deduct-credits', 'GET /users/credits']))
  expect(await site.credits(1)).toEqual({ ...FREE, article_credits: 12 })

  expect(await site.syncAnalytics()).toBe(true)
  expect(await site.activate()).toBe(false)
  expect(await site.openPurchasePage(1)).toMatchObject({ credits: { article_credits: 12 } })
})

it('a payer who leaves finds the plugin’s own word for it', async () => {
  await using site = await openShop(house)
  const sessionId = await sessionOf(site, 1, 'image_starter')
  const { cancel_url } = await house.sandbox.stripe<{ cancel_url: string }>(`checkout/sessions/${sessionId}`)
  expect((await site.comeBack(1, cancel_url)).notice).toEqual({ kind: 'cancelled' })
})

it('a webhook that comes while the one worker waits for us is taken afterwards, and keeps nobody waiting', async () => {
  await using site = await openShop(house)
  expect(await site.credits(1)).toEqual(FREE)
  const sessionId = await sessionOf(site, 1, 'article_starter')
  // The page takes its time at Stripe, while the payment is heard of otherwise and the shop is told.
  await house.sandbox.fault({ action: 'delay_request', operation: 'POST /v1/checkout/sessions', seconds: 3 })
  const began = performance.now()
  const buying = site.buy(1, 'image_starter')
  await house.sandbox.pay(sessionId)
  expect(await buying).toHaveProperty('url')
  expect(performance.now() - began).toBeLessThan(8000)
  const hook = await until('the webhook is taken', async () => site.shop.webhooks[0])
  expect(hook).toMatchObject({ event: 'credits_updated', status: 200 })
  expect(site.shop.hadToWait).toBeGreaterThan(0)
  expect(await site.credits(1)).toEqual({ ...FREE, article_credits: 13 })
})

it('a staging copy works with the same three values, against the same balances', async () => {
  await using live = await openShop(house)
  expect(await live.openAdminPage()).not.toBeNull()
  await using staging = await PluginSite.open(apiOf(house), { options: live.plugin.options })
  expect(await staging.activate()).toBe(false)
  expect(await staging.openSettings()).toBe(true)
  expect(await live.deduct(1, 'image', 2)).toBe(true)
  expect(await staging.credits(1)).toEqual({ ...FREE, image_credits: 3 })
  // Payers and news go where the site is registered, and that is the shop it was copied from.
  expect(await staging.buy(1, 'article_starter')).toMatchObject({ message: expect.stringContaining('registered site') })
  await house.sandbox.pay(await sessionOf(live, 1, 'article_starter'))
  await until('the live shop is told', async () => live.shop.webhooks.length > 0)
  expect(staging.shop.webhooks).toEqual([])
})

it('two shops with the same user numbers and addresses are strangers', async () => {
  await using one = await openShop(house)
  await using other = await openShop(house)
  const sessionId = await sessionOf(one, 1, 'article_starter')
  const intent = await one.createIntent(1, 'articles')
  await house.sandbox.pay(sessionId)
  await house.sandbox.payIntent(String(intent?.['payment_intent_id']))
  expect((await other.comeBack(1, returnOf(other, sessionId))).notice).toEqual({ kind: 'not-found' })
  expect(await other.confirmPayment(1, String(intent?.['payment_intent_id']), 'article')).toBeNull()
  expect(other.plugin.last('/payments/confirm')).toMatchObject({ status: 404, answer: { error: 'payment_not_found' } })
  await until('both are told', async () => one.shop.webhooks.length === 2)
  expect(await one.credits(1)).toEqual({ ...FREE, article_credits: 23 })
  expect(await other.credits(1)).toEqual(FREE)
  expect(other.shop.webhooks).toEqual([])
})

it('the operator’s gift is told to the shop, which looks again', async () => {
  await using site = await openShop(house)
  expect(await site.deduct(1, 'image', 1)).toBe(true)
  expect(await site.credits(1)).toMatchObject({ rewrite_credits: 0 })
  const gift = { creditType: 'rewrite', bucket: 'promotion', credits: 4, note: 'for the trouble', key: 'gift' } as const
  const whose = { site: instanceOf(site), siteUserId: 1 }
  expect(await adjustCredits(house.deps, operator, { whose, ...gift })).toMatchObject({ ok: true })
  await until('the shop is told', async () => site.shop.webhooks.length > 0)
  expect(await site.credits(1)).toMatchObject({ rewrite_credits: 4 })
})

it('a disabled shop is told, refused everywhere with 403, and goes on as before when it is enabled', async () => {
  await using site = await openShop(house)
  expect(await site.credits(1)).toEqual(FREE)
  await disableSite(house.deps, operator, { site: instanceOf(site), reason: 'unpaid bill' })
  await until('the shop is told', async () => site.status === 'disabled')
  expect(site.disabledReason).toBe('unpaid bill')
  expect(await site.deduct(1, 'article', 1)).toBe(false)
  expect(site.plugin.last('/users/deduct-credits')).toMatchObject({ status: 403, answer: { error: 'site_disabled' } })
  expect(await site.buy(1, 'article_starter')).toEqual({ message: 'This site has been disabled' })
  await enableSite(house.deps, operator, { site: instanceOf(site) })
  await until('the shop is told again', async () => site.status === 'enabled')
  expect(await site.deduct(1, 'article', 1)).toBe(true)
})

it('a shop that lost its database registers once more when the operator lets it, and the former token ends', async () => {
  await using former = await openShop(house)
  expect(await former.deduct(1, 'article', 1)).toBe(true)
  const { instanceId } = former.plugin.options
  await using restored = await PluginSite.open(apiOf(house), { options: { instanceId } })
  expect(await restored.activate()).toBe(false)
  expect(await restored.openSettings()).toBe(false)
  await reopenRegistration(house.deps, operator, { site: instanceOf(former), minutes: 10 })
  expect(await restored.activate()).toBe(true)
  expect(await restored.credits(1)).toEqual({ ...FREE, article_credits: 2 })
  former.plugin.forgetCredits(1)
  expect(await former.credits(1)).toBeNull()
  expect(await restored.activate()).toBe(false)
})

it('an answer lost on the wire is no dead end: the next activation gets credentials, and the lost ones end', async () => {
  const lost = await registerBare(house)
  await using site = await PluginSite.open(apiOf(house), { options: { instanceId: lost.instanceId } })
  expect(await site.activate()).toBe(true)
  expect(site.plugin.options.apiToken).not.toBe(lost.token)
  await using thief = await PluginSite.open(apiOf(house), {
    options: { instanceId: lost.instanceId, apiToken: lost.token },
  })
  expect(await thief.credits(1)).toBeNull()
  expect(await site.credits(1)).toEqual(FREE)
})

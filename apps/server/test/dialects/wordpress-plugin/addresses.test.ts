import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import type { PluginSite } from './plugin-site.ts'
import { openShop, sessionOf, stockPackages } from './shops.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({
    env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1', RATE_LIMITS: 'register=10000/3600,plugin=10000/60' },
  })
  await stockPackages(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const shopOf = (email: string) => openShop(house, { users: [{ id: 7, email }] })
const account = async (site: PluginSite) =>
  house.deps.db
    .selectFrom('credit_accounts as a')
    .innerJoin('plugin_sites as s', 's.id', 'a.site_id')
    .where('s.instance_id', '=', site.plugin.options.instanceId ?? '')
    .select(['a.email', 'a.email_is_hint as isHint'])
    .execute()

it.each([
  ['ann+blog@shop.example', 'ann+blog@shop.example'],
  // WordPress keeps an & escaped, and looks for it so.
  ['r&amp;d@shop.example', 'r&d@shop.example'],
  ['r&amp;user_id=9@shop.example', 'r&user_id=9@shop.example'],
  // What follows a # never leaves WordPress, so there is no address to be had of this.
  ['r#d@shop.example', null],
  ['50%off@shop.example', '50%off@shop.example'],
  ["o'hara@shop.example", "o'hara@shop.example"],
  ['Ann.Upper@Shop.Example', 'ann.upper@shop.example'],
])('%s: one account, found by its number, bought for and told', async (email, readFromQuery) => {
  await using site = await shopOf(email)
  expect(await site.credits(7)).toMatchObject({ image_credits: 5 })
  expect(await account(site)).toEqual([{ email: readFromQuery, isHint: true }])

  await house.sandbox.pay(await sessionOf(site, 7, 'image_starter'))
  const hook = await until('the shop is told', async () => site.shop.webhooks[0])
  expect(JSON.parse(hook.body).data).toMatchObject({ user_id: 7, user_email: email.toLowerCase() })
  // The shop knew its user by that address, or it would still show what it had cached.
  expect(await site.credits(7)).toMatchObject({ image_credits: 25 })
  expect(await account(site)).toEqual([{ email: email.toLowerCase().replace('&amp;', '&'), isHint: false }])
})

it('a hint replaces no address that came whole, and a new one that comes whole does', async () => {
  await using site = await shopOf('ann@shop.example')
  expect(await site.deduct(7, 'article', 1)).toBe(true)
  expect(await account(site)).toEqual([{ email: 'ann@shop.example', isHint: false }])
  site.plugin.user(7).email = 'ann.new@shop.example'
  expect(await site.credits(7)).toMatchObject({ article_credits: 2 })
  expect(await account(site)).toEqual([{ email: 'ann@shop.example', isHint: false }])
  expect(await site.deduct(7, 'article', 1)).toBe(true)
  expect(await account(site)).toEqual([{ email: 'ann.new@shop.example', isHint: false }])
  expect(await site.credits(7)).toMatchObject({ article_credits: 1 })
})

it('no address, or none that can be one, costs nobody a deduction', async () => {
  await using site = await shopOf('ann@localhost')
  expect(await site.credits(7)).toMatchObject({ article_credits: 3 })
  expect(await site.deduct(7, 'article', 1)).toBe(true)
  expect(await account(site)).toEqual([{ email: null, isHint: true }])
})

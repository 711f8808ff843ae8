import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSignInLink, systemActor } from '../../src/modules/auth/index.ts'
import { adjustCredits } from '../../src/modules/credits/index.ts'
import { insertSite } from '../support/builders/site.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const system = systemActor('test')
async function signInAs(...roles: ('staff' | 'seller')[]): Promise<Shopper> {
  const email = `${randomUUID()}@desk.test`
  const link = await makeSignInLink(house.deps, system, { email, roles, next: '/' })
  if (!link.ok) throw new Error('no link')
  const browser = new Shopper(house.url, email)
  const signedIn = await browser.mutate('auth.signInWithLink', { token: new URL(link.value.url).hash.split('=')[1] })
  if (!signedIn.ok) throw new Error(signedIn.failure.kind)
  return browser
}

it.each(['a\0b', 'a\ud800b'])('text that the database does not hold (%j) is refused by its field', async (text) => {
  const staff = await signInAs('staff')
  const give = { whose: { email: staff.email }, creditType: 'article', bucket: 'bought', note: 'n' } as const
  expect(await adjustCredits(house.deps, system, { ...give, credits: 5, key: randomUUID() })).toMatchObject({
    ok: true,
  })
  const site = await insertSite(house.deps.db, randomUUID())
  const answers = [
    await staff.mutate('credits.spend', { creditType: 'article', amount: 1, key: text }),
    await staff.mutate('credits.spend', { creditType: 'article', amount: 1, key: randomUUID(), note: text }),
    await staff.mutate('staff.sites.disable', { site, reason: text }),
    await staff.mutate('webhooks.create', { side: 'shop', url: 'https://hooks.example/x', description: text }),
    await staff.mutate('webhooks.create', { side: 'shop', url: `https://hooks.example/${text}` }),
    await staff.mutate('seller.begin', { name: text }),
  ]
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, status: 400, failure: { kind: 'invalid-input', fields: [{}] } })
})

it('a search at the desk may hold any text, and finds nothing', async () => {
  const staff = await signInAs('staff')
  for (const procedure of ['staff.orders', 'staff.subscriptions'])
    expect(await staff.query(procedure, { search: 'nobody\0@example.com' })).toMatchObject({
      ok: true,
      value: { items: [] },
    })
})

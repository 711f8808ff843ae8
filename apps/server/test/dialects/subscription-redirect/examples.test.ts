import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedDemo } from '../../../src/demo/seed-demo.ts'
import { DEMO_SELLERS } from '../../../src/demo/sellers.ts'
import { examples } from '../../../src/transport/dialects/subscription-redirect/subscription-redirect.examples.ts'
import { type House, openHouse } from '../../support/house.ts'
import { replayExample } from '../../support/replay-example.ts'
import { Browser } from './browser.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  // The demo shop alone, as it stands after the first start.
  await house.deps.db.updateTable('products').set({ status: 'unpublished' }).execute()
  await house.sandbox.plantAccounts(Object.values(DEMO_SELLERS).map(({ accountId }) => accountId))
  await seedDemo(house.deps, { ifEmpty: false })
})
afterAll(() => house[Symbol.asyncDispose]())

it.each(Object.keys(examples) as (keyof typeof examples)[])('answers as documented: %s', async (name) => {
  if (name === 'Stripe away')
    await house.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/checkout/sessions', count: 10 })
  try {
    await replayExample(house.url, examples[name])
  } finally {
    await house.sandbox.clearFaults()
  }
})

it.each(['/api/checkout/session?qty=12', '/api/checkout/session?price_id=price_1KqDAWK0npsJqs8Ma6zyHflo'])(
  '%s is a plain link, which leads to the payment page and, paid, to the success page',
  async (link) => {
    const browser = new Browser(house)
    const sessionId = await browser.follow(link)
    await house.sandbox.pay(sessionId)
    expect(await browser.comeBack(sessionId)).toBe(
      `${house.deps.config.frontUrl}/front/checkout/success?session_id=${sessionId}`,
    )
  },
)

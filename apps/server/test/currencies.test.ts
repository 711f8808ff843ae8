import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectOnePurchase, expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { addCoupon } from './support/stock.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'THIRD', percentBps: 3333 })
})
afterAll(() => house[Symbol.asyncDispose]())

/** What Stripe's own API says of a session. */
const atStripe = async (sessionId: string) => {
  const response = await fetch(`${house.sandbox.url}/v1/checkout/sessions/${sessionId}`, {
    headers: { authorization: 'Bearer sk_test_sandbox' },
  })
  return (await response.json()) as { currency: string; amount_total: number }
}

// ISK has no decimals in the world and two at Stripe; three-decimal currencies are charged in tens.
it.each([
  ['USD', 'course', 4999, 3333, 3333],
  ['JPY', 'postcard', 300, 200, 200],
  ['KWD', 'booklet', 5120, 3410, 3410],
  ['ISK', 'poster', 700, 467, 46_700],
] as const)('sells in %s to the last unit', async (currency, slug, price, paid, sent) => {
  const shopper = new Shopper(house.url)
  expect(await shopper.fill(slug)).toMatchObject({ currency, total: price })
  await shopper.mutate('cart.applyCoupon', { code: 'THIRD' })
  const started = await shopper.startPayable()
  expect(await atStripe(started.sessionId)).toMatchObject({ currency: currency.toLowerCase(), amount_total: sent })
  await house.sandbox.pay(started.sessionId)
  const status = await until('it is paid', async () => {
    const now = await shopper.status(started.sessionId)
    return now.stage === 'paid' && now
  })
  expect(status.yours?.total).toEqual({ amount: paid, currency })
  await expectOnePurchase(house, { orderId: started.orderId, email: shopper.email, lines: 1 })
  await expectSound(house)
})

import { expect, it } from 'vitest'
import { expectSound } from '../support/expect-sound.ts'
import { openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { addCoupon } from '../support/stock.ts'
import { until } from '../support/until.ts'

const MODES = [
  { mode: 'inclusive', country: 'FR', tax: 667, total: 3999, told: /Tax \(20 %\) \$6\.67 included/ },
  { mode: 'exclusive', country: 'FR', tax: 800, total: 4799, told: /Tax \(20 %\)/ },
  { mode: 'exclusive', country: 'DE', tax: 780, total: 4779, told: /Tax \(19\.5 %\)/ },
  { mode: 'exclusive', country: 'JP', tax: 0, total: 3999, told: /^(?!.*Tax)/s },
] as const

it.each(MODES)('tax $mode in $country is charged as it was shown', async ({ mode, country, tax, total, told }) => {
  await using house = await openHouse({ env: { TAX_MODE: mode, TAX_RATES: 'FR=20,DE=19.5' } })
  await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'FIFTH' })
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  await shopper.mutate('cart.applyCoupon', { code: 'fifth' })
  expect(await shopper.start()).toMatchObject({ ok: false, status: 422, failure: { kind: 'country-needed' } })
  const { sessionId, orderId } = await shopper.startPayable({ country })
  await house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  expect(
    await house.deps.db.selectFrom('orders').select(['tax', 'total']).where('id', '=', orderId).executeTakeFirst(),
  ).toEqual({ tax, total })
  expect(await house.deps.db.selectFrom('payments').select('amount').where('order_id', '=', orderId).execute()).toEqual(
    [{ amount: total }],
  )
  const [receipt] = await until('the receipt arrives', async () => {
    const mails = await house.sandbox.mail(shopper.email)
    return mails.length > 0 && mails
  })
  expect(receipt?.text).toMatch(told)
  await expectSound(house)
})

it('tax left to Stripe is what Stripe says, and its sum is what was paid', async () => {
  await using house = await openHouse({ env: { TAX_MODE: 'stripe' } })
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const { sessionId, orderId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  const order = await house.deps.db
    .selectFrom('orders')
    .select(['subtotal', 'tax', 'total'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  expect(order.total).toBe(order.subtotal + order.tax)
  const [payment] = await house.deps.db
    .selectFrom('payments')
    .select('amount')
    .where('order_id', '=', orderId)
    .execute()
  expect(payment?.amount).toBe(order.total)
  await expectSound(house)
})

it('tax left to Stripe comes on top of what the shop’s share is taken of', async () => {
  await using house = await openHouse({ env: { TAX_MODE: 'stripe' } })
  const shopper = new Shopper(house.url)
  await shopper.fill('melody')
  const { sessionId, orderId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  const { tax, total } = await house.deps.db
    .selectFrom('orders')
    .select(['tax', 'total'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  expect(tax).toBeGreaterThan(0)
  expect(total).toBe(777 + tax)
  const { payment_intent: intent } = await house.sandbox.stripe<{ payment_intent: object }>(
    `checkout/sessions/${sessionId}?expand[]=payment_intent`,
  )
  expect(intent).toMatchObject({ amount: total, application_fee_amount: 78 })
  await expectSound(house)
})

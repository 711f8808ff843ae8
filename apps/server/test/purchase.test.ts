import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { examine } from '../src/modules/reconciliation/index.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const COURSE = 'course'

it('sells a course to a guest: paid, opened, receipt sent, cart empty, nothing broken', async () => {
  const shopper = new Shopper(house.url)
  const cart = await shopper.fill(COURSE)
  expect(cart).toMatchObject({ subtotal: 4999, total: 4999, currency: 'USD', itemCount: 1 })

  const started = await shopper.startPayable()
  expect(started.url).toContain(house.sandbox.url)
  expect((await shopper.status(started.sessionId)).stage).toBe('open')

  await house.sandbox.pay(started.sessionId)
  const paid = await until('the webhook opens access', async () => {
    const status = await shopper.status(started.sessionId)
    return status.stage === 'paid' && status
  })
  expect(paid.yours).toMatchObject({ email: shopper.email, total: { amount: 4999, currency: 'USD' } })
  expect((await shopper.cart()).lines).toEqual([])

  const [mail] = await until('the receipt arrives', async () => {
    const mails = await house.sandbox.mail(shopper.email)
    return mails.length > 0 && mails
  })
  expect(mail?.text).toContain('49.99')
  expect(
    await house.deps.db.selectFrom('grants').select(['email', 'user_id']).where('email', '=', shopper.email).execute(),
  ).toEqual([{ email: shopper.email, user_id: null }])
  expect(await examine(house.deps, systemActor('test'), undefined)).toMatchObject({ ok: true, value: { findings: [] } })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { type StockedPlans, stockPlans } from './support/plans.ts'
import { creditsOf, opened, signedIn, subjects, subscribe } from './support/subscriber.ts'

let house: House
let plans: StockedPlans
beforeAll(async () => {
  house = await openHouse()
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

describe('subscribing', () => {
  it('charges the first period, opens what the plan opens, gives its credits and tells the buyer', async () => {
    const mia = await signedIn(house)
    const { subscription, orderId } = await subscribe(house, mia, plans.studio.month)

    expect(subscription).toMatchObject({
      status: 'active',
      stage: 'active',
      hasAccess: true,
      price: { amount: 1900, currency: 'USD' },
      nextCharge: { amount: { amount: 1900, currency: 'USD' } },
      card: { brand: 'visa', last4: '4242' },
      credits: { creditType: 'lesson', perPeriod: 60, left: 60 },
      can: { change: true, cancel: true, keep: false, pause: true, resume: false },
    })
    expect(await opened(mia)).toEqual(['course', 'sheets'])
    expect(await creditsOf(mia, 'lesson')).toEqual({ plan: 60, total: 60 })
    expect(
      await house.deps.db
        .selectFrom('payments')
        .select('amount')
        .where('order_id', '=', orderId as never)
        .execute(),
    ).toEqual([{ amount: 1900 }])
    await expect.poll(() => subjects(house, mia.email)).toHaveLength(2)
    await expectSound(house)
  })
})

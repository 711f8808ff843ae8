import { SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { settleKnownSubscription } from '../src/modules/billing/index.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { type StockedPlans, stockPlans } from './support/plans.ts'
import { mySubscription, opened, signedIn, subscribe } from './support/subscriber.ts'

let house: House
let plans: StockedPlans
beforeAll(async () => {
  house = await openHouse()
  plans = await stockPlans(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const rowOf = (id: string) =>
  house.deps.db
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()

/** How a subscription of each status stands here; a trial is one that was paid before, as none of them was planted with a trial. */
const STANDING: Record<SubscriptionStatus, [stage: string, hasAccess: boolean]> = {
  incomplete: ['incomplete', false],
  incomplete_expired: ['ended', false],
  trialing: ['active', true],
  active: ['active', true],
  past_due: ['fix-payment', true],
  unpaid: ['no-access', false],
  paused: ['no-access', false],
  canceled: ['ended', false],
}

describe('a subscription that stands at Stripe as', () => {
  it.each(SubscriptionStatus.options.map((status) => [status, ...STANDING[status]] as const))(
    '%s is %s here, and opens its plan: %s',
    async (status, stage, hasAccess) => {
      const kim = await signedIn(house)
      const { subscription } = await subscribe(house, kim, plans.plain.month)
      const { provider_subscription_id: id } = await rowOf(subscription.id)
      const isOver = status === 'canceled' || status === 'incomplete_expired'
      const now = Math.floor((await house.sandbox.now()).getTime() / 1000)
      await house.sandbox.plant([
        { object: 'subscription', id, status, ...(isOver && { ended_at: now, canceled_at: now }) },
      ])
      await settleKnownSubscription(house.deps, systemActor('test'), { subscriptionId: subscription.id })
      const view = await mySubscription(kim, subscription.id)
      expect(view).toMatchObject({ status, stage, hasAccess })
      expect(await opened(kim)).toEqual(hasAccess ? ['video'] : [])
      // What is over may be subscribed to again, and nothing else.
      const again = await kim.mutate('subscriptions.start', { priceId: plans.plain.month, email: null })
      expect(again.ok ? 'started' : again.failure.kind).toBe(isOver ? 'started' : 'already-subscribed')
      await expectSound(house)
    },
  )
})

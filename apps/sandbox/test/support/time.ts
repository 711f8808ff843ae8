import type Stripe from 'stripe'
import type { TestSandbox } from './sandbox.ts'

export const HOUR = 3600
export const DAY = 24 * HOUR

/** Puts the sandbox's clock forward to a moment, in seconds of the epoch; what falls due until then has happened. */
export async function advanceTo(sandbox: TestSandbox, moment: number): Promise<void> {
  const { now } = await sandbox.control<{ now: number }>('GET', 'clock')
  await sandbox.control('POST', 'clock/advance', { seconds: moment - now })
}

/** Advances a test clock, and waits until it is ready. */
export async function advanceClock(sandbox: TestSandbox, clock: string, moment: number): Promise<void> {
  await sandbox.stripe.testHelpers.testClocks.advance(clock, { frozen_time: moment })
  await sandbox.control('POST', 'clock/advance', { seconds: 2 })
}

export function periodEndOf(subscription: Stripe.Subscription): number {
  return subscription.items.data[0]?.current_period_end ?? 0
}

/** A date in UTC as seconds of the epoch. */
export function at(date: string): number {
  return Date.parse(`${date}Z`) / 1000
}

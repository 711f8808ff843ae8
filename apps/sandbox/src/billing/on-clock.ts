import type { Call } from '../context.ts'
import { invalidRequest } from '../wire/errors.ts'

/**
 * Does something in the time of a customer: that of their test clock, where they have one, else the sandbox's. Stripe
 * knows no time but a test clock's in what hangs on it.
 */
export function onClockOf<T>(call: Call, customer: { test_clock?: string | null } | undefined, work: () => T): T {
  const id = customer?.test_clock ?? null
  const testClock = id === null ? undefined : call.store.get('test_helpers.test_clock', id)
  const { clock } = call.sandbox
  if (!testClock || clock.testClock() === testClock.id) return work()
  if (testClock.status === 'advancing') {
    throw invalidRequest('Test clock advancement underway - cannot perform modifications.', {
      code: 'test_clock_advancing',
    })
  }
  return clock.at({ now: testClock.frozen_time, testClock: testClock.id }, work)
}

/** The same, for a customer by id. */
export function onClockOfCustomer<T>(call: Call, customer: string, work: () => T): T {
  return onClockOf(call, call.store.get('customer', customer), work)
}

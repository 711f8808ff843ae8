import type { Call } from '../context.ts'
import { emit } from '../webhooks/emit.ts'
import { endSubscription } from './end-subscription.ts'
import { onClockOf } from './on-clock.ts'
import { ENDED_STATUSES } from './save-subscription.ts'

/** Takes away whoever hangs on a test clock, and ends what they subscribed to. */
export function deleteCustomersOf(call: Call, testClock: string): void {
  for (const customer of call.store.where('customer', 'test_clock', testClock)) {
    onClockOf(call, customer, () => {
      for (const subscription of call.store.where('subscription', 'customer', customer.id)) {
        if (!ENDED_STATUSES.includes(subscription.status)) endSubscription(call, subscription, null)
      }
      call.store.remove('customer', customer.id)
      emit(call, 'customer.deleted', customer)
    })
  }
  call.sandbox.timers.clearTestClock(testClock)
}

import type { Call } from '../context.ts'
import { deleteCustomer } from '../payments/delete-customer.ts'

/** Takes away whoever hangs on a test clock, and ends what they subscribed to. */
export function deleteCustomersOf(call: Call, testClock: string): void {
  for (const customer of call.store.where('customer', 'test_clock', testClock)) deleteCustomer(call, customer)
  call.sandbox.timers.clearTestClock(testClock)
}

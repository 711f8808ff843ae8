import { endSubscription } from '../billing/end-subscription.ts'
import { onClockOf } from '../billing/on-clock.ts'
import type { Call } from '../context.ts'
import { runningSubscriptions } from '../portal/change-billing.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { keptMethods, letGoOfMethod } from './keep-method.ts'

/** Takes a customer away with all that runs for them; what is left is a stub that says so. */
export function deleteCustomer(call: Call, customer: CustomerObject): void {
  onClockOf(call, customer, () => letGoOfEverything(call, customer))
  call.store.remove('customer', customer.id)
  call.store.putSetting(deletedKey(customer.id), 'deleted')
  emit(call, 'customer.deleted', customer)
}

export function isDeletedCustomer(call: Call, id: string): boolean {
  return call.store.getSetting(deletedKey(id)) !== undefined
}

/** What goes with a customer: their subscriptions end, and their cards are nobody's. */
function letGoOfEverything(call: Call, { id }: CustomerObject): void {
  for (const subscription of runningSubscriptions(call, id)) endSubscription(call, subscription, null)
  for (const method of keptMethods(call, id)) letGoOfMethod(call, method)
}

const deletedKey = (id: string) => `deleted_customer ${id}`

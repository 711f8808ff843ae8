import type { Faults } from '../control/faults.ts'
import type { EventObject, WebhookEndpointObject } from '../state/object-types.ts'
import type { Store } from '../state/store.ts'
import type { Clock } from '../time/clock.ts'

const DEFAULT_DELAY_SECONDS = 5
/** Deliveries sent backwards leave this far apart, so that the order of arrival is the order of leaving. */
const REORDER_GAP_MS = 120

/** Writes the rows of what is owed, bent by whatever fault strikes each delivery. */
export function scheduleDeliveries(
  deps: { store: Store; clock: Clock; faults: Faults },
  event: EventObject,
  endpoints: readonly WebhookEndpointObject[],
): void {
  const now = deps.clock.ownNowMs()
  // What happened one after the other in a jump of the clock arrives so too.
  const inOrder = deps.clock.isInMoment() ? 1 : 0
  const insert = (endpoint: WebhookEndpointObject, state: 'pending' | 'dropped', due: number, heldBy: string | null) =>
    deps.store
      .statement(
        'insert into deliveries (event_id, endpoint_id, state, due, in_order, held_by) values (?, ?, ?, ?, ?, ?)',
      )
      .run(event.id, endpoint.id, state, due, inOrder, heldBy)

  for (const endpoint of endpoints) {
    const fault = deps.faults.strikeDelivery(event.type)
    const later = now + (fault?.seconds ?? DEFAULT_DELAY_SECONDS) * 1000
    switch (fault?.action) {
      case undefined:
        insert(endpoint, 'pending', now, null)
        break
      case 'drop':
        insert(endpoint, 'dropped', now, null)
        break
      case 'delay':
        insert(endpoint, 'pending', later, null)
        break
      case 'duplicate':
        insert(endpoint, 'pending', now, null)
        insert(endpoint, 'pending', now, null)
        break
      case 'reorder':
        // Held until the window is full; if it never fills, they leave when the delay is over.
        insert(endpoint, 'pending', later, fault.id)
        if (fault.count === undefined || fault.hits >= fault.count) releaseBackwards(deps.store, fault.id, now)
        break
    }
  }
}

function releaseBackwards(store: Store, faultId: string, now: number): void {
  const held = store
    .statement("select id from deliveries where held_by = ? and state = 'pending' order by id desc")
    .all(faultId)
  held.forEach(({ id }, position) => {
    store
      .statement('update deliveries set due = ?, held_by = null where id = ?')
      .run(now + position * REORDER_GAP_MS, Number(id))
  })
}

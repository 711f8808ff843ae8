import type { Deps } from '../../src/app/deps.ts'
import type { ProviderEvent } from '../../src/modules/provider-events/index.ts'

/** The event that tells of a paid session, as it comes out of verification. */
export const completedEvent = (
  deps: Pick<Deps, 'config' | 'clock'>,
  { eventId, sessionId, orderId }: { eventId: string; sessionId: string; orderId: string },
): ProviderEvent => ({
  id: eventId,
  type: 'checkout.session.completed',
  objectId: sessionId,
  orderHint: orderId,
  instanceHint: deps.config.instance,
  account: null,
  apiVersion: null,
  livemode: false,
  occurredAt: deps.clock.now(),
  payload: { data: { object: { id: sessionId, metadata: { order_id: orderId, instance: deps.config.instance } } } },
})

import type { Sandbox } from '../context.ts'

/**
 * Waits until the shop has answered the webhook of a completed session, at most `ms`. The hosted page does so before it
 * sends the buyer back. True when every endpoint took it.
 */
export async function waitForDelivery(sandbox: Sandbox, sessionId: string, ms: number): Promise<boolean> {
  const { data } = sandbox.store.page(
    'event',
    { limit: 1 },
    (event) => event.type === 'checkout.session.completed' && event.data.object.id === sessionId,
  )
  const event = data[0]
  return event ? sandbox.deliveries.waitForFirstAttempt(event.id, ms) : false
}

import type { Sandbox } from '../context.ts'

/** Waits until the shop has been told once that this session is complete, or until its patience (ms) is over. */
export async function waitUntilTold(sandbox: Sandbox, sessionId: string, patienceMs: number): Promise<void> {
  const told = sandbox.store.page(
    'event',
    { limit: 1 },
    (event) => event.type === 'checkout.session.completed' && event.data.object.id === sessionId,
  )
  const event = told.data[0]
  if (event) await sandbox.deliveries.waitForFirstAttempt(event.id, patienceMs)
}

import type { OrderId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { AnnounceSignIn } from '../auth/index.ts'
import type { MessageInput, MessageKind } from './messages.ts'
import { insertNotification } from './notification-store.ts'

export interface Notice<Kind extends MessageKind> {
  kind: Kind
  /** What it tells of; the same kind is told once of each. */
  subjectId: string
  orderId?: OrderId
  /** One plain address; for WhatsApp a telephone number in E.164. */
  recipient: string
  payload: MessageInput<Kind>
  at: Date
}

/** Puts a message into the outbox, in the transaction that makes it true. Told twice, it is sent once; false the second time. */
export async function notify<Kind extends MessageKind>(
  tx: Tx,
  deps: { enqueue: Enqueue },
  notice: Notice<Kind>,
): Promise<boolean> {
  const { orderId = null, ...rest } = notice
  const notificationId = await insertNotification(tx, { ...rest, orderId })
  if (notificationId === undefined) return false
  await deps.enqueue(tx, 'send-notification', { notificationId })
  return true
}

/** The mails of sign-in, for whoever puts the parts together. */
export const announceSignInBy =
  (deps: { enqueue: Enqueue }): AnnounceSignIn =>
  async (tx, { challengeId, email, at }) => {
    await notify(tx, deps, { kind: 'sign-in', subjectId: challengeId, recipient: email, payload: {}, at })
  }

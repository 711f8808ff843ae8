import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { issueSecrets, openMailChallenge, openMailLink } from '../auth/index.ts'
import type { Delivery } from './delivery.ts'
import type { Mailer } from './domain/mailer.ts'
import { composeMail, type WayIn } from './mails/compose-mail.ts'
import { subscriptionPage } from './mails/subscription-page.ts'
import type { MailMessage } from './messages.ts'
import type { ClaimedNotification } from './notification-store.ts'

export type MailDeps = {
  db: Db
  mailer: Mailer
  config: { authSecret: string; frontUrl: string; shop: { name: string } }
}

/** One try to send a mail; throws what the mail server failed with. A repeat carries the same message id. */
export async function sendByMail(
  deps: MailDeps,
  claimed: ClaimedNotification,
  message: MailMessage,
  at: Date,
): Promise<Delivery> {
  const way = await makeWayIn(deps, claimed, message, at)
  if (way === 'used') return { kind: 'done' }
  if (way === 'too-late') return { kind: 'never', reason: 'asked for too long ago' }
  const { frontUrl, shop } = deps.config
  const mail = await composeMail(message, { shopName: shop.name, frontUrl, at, ...way })
  const messageId = `<${claimed.id}@${new URL(frontUrl).hostname}>`
  await deps.mailer.send({ ...mail, to: claimed.recipient, messageId })
  return { kind: 'done' }
}

/** A sign-in's own secrets, those that come with a receipt, or a link to the subscription that a mail is about. */
async function makeWayIn(
  deps: MailDeps,
  { subjectId, recipient: email }: ClaimedNotification,
  message: MailMessage,
  at: Date,
): Promise<WayIn | 'used' | 'too-late'> {
  switch (message.kind) {
    case 'sign-in': {
      const issued = await transact(deps.db, (tx) => issueSecrets(tx, deps, { challengeId: subjectId, at }))
      return issued.ok ? { secrets: issued.value, link: null } : issued.failure
    }
    case 'receipt': {
      const secrets = await transact(deps.db, (tx) => openMailChallenge(tx, deps, { email, next: '/library', at }))
      return { secrets, link: null }
    }
    case 'payment-on-its-way':
    case 'payment-failed':
    case 'payment-refunded':
      return { secrets: null, link: null }
    default: {
      const next = subscriptionPage(message)
      const { url } = await transact(deps.db, (tx) => openMailLink(tx, deps, { email, next, at }))
      return { secrets: null, link: url }
    }
  }
}

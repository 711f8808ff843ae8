import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { issueSecrets, openMailChallenge, type SignInSecrets } from '../auth/index.ts'
import type { Delivery } from './delivery.ts'
import type { Mailer } from './domain/mailer.ts'
import { composeMail } from './mails/compose-mail.ts'
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
  const secrets = await makeSecrets(deps, claimed, message, at)
  if (secrets === 'used') return { kind: 'done' }
  if (secrets === 'too-late') return { kind: 'never', reason: 'asked for too long ago' }
  const { frontUrl, shop } = deps.config
  const mail = await composeMail(message, { shopName: shop.name, frontUrl, secrets })
  const messageId = `<${claimed.id}@${new URL(frontUrl).hostname}>`
  await deps.mailer.send({ ...mail, to: claimed.recipient, messageId })
  return { kind: 'done' }
}

/** A sign-in's own, or those that come with a receipt; null for a mail without. */
async function makeSecrets(
  deps: MailDeps,
  claimed: ClaimedNotification,
  message: MailMessage,
  at: Date,
): Promise<SignInSecrets | null | 'used' | 'too-late'> {
  if (message.kind === 'sign-in') {
    const issued = await transact(deps.db, (tx) => issueSecrets(tx, deps, { challengeId: claimed.subjectId, at }))
    return issued.ok ? issued.value : issued.failure
  }
  if (message.kind !== 'receipt') return null
  return transact(deps.db, (tx) => openMailChallenge(tx, deps, { email: claimed.recipient, next: '/library', at }))
}

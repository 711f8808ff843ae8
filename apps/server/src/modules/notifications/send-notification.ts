import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Logger } from '../../platform/logger.ts'
import { type Actor, issueSecrets, openMailChallenge, type SignInSecrets } from '../auth/index.ts'
import type { Mailer } from './domain/mailer.ts'
import { leaseUntil, nextAttemptAt } from './domain/retry-plan.ts'
import { composeMail } from './mails/compose-mail.ts'
import { type Message, readMessage } from './messages.ts'
import { type ClaimedNotification, claimNotification, markFailedAttempt, markSent } from './notification-store.ts'

type Deps = {
  db: Db
  clock: Clock
  log: Logger
  mailer: Mailer
  config: { authSecret: string; frontUrl: string; shop: { name: string } }
}

/**
 * - `sent`: the mail server took it
 * - `postponed`: it did not; the outbox knows when to try again
 * - `given-up`: it has been tried for days, or nobody needs it any more
 * - `not-due`: sent already, or someone else is at it
 */
export type SendOutcome = 'sent' | 'postponed' | 'given-up' | 'not-due'

/** Sends one mail of the outbox. Every failure but the database's own ends in the outbox, so nothing is lost or thrown. */
export async function sendNotification(
  deps: Deps,
  _actor: Actor,
  { notificationId }: { notificationId: string },
): Promise<Result<SendOutcome, never>> {
  const at = deps.clock.now()
  const claimed = await transact(deps.db, (tx) => claimNotification(tx, notificationId, at, leaseUntil(at)))
  if (!claimed) return ok('not-due')
  try {
    const message = readMessage(claimed.kind, claimed.payload)
    const secrets = await makeSecrets(deps, claimed, message, at)
    if (secrets === 'used') return ok(await finish(deps, claimed))
    if (secrets === 'too-late') return ok(await giveUp(deps, claimed, 'asked for too long ago'))
    const { frontUrl, shop } = deps.config
    const mail = await composeMail(message, { shopName: shop.name, frontUrl, secrets })
    const messageId = `<${claimed.id}@${new URL(frontUrl).hostname}>`
    await deps.mailer.send({ ...mail, to: claimed.recipient, messageId })
  } catch (error) {
    return ok(await postpone(deps, claimed, error))
  }
  return ok(await finish(deps, claimed))
}

/** A sign-in's own, or those that come with a receipt; null for a mail without. */
async function makeSecrets(
  deps: Deps,
  claimed: ClaimedNotification,
  message: Message,
  at: Date,
): Promise<SignInSecrets | null | 'used' | 'too-late'> {
  if (message.kind === 'sign-in') {
    const issued = await transact(deps.db, (tx) => issueSecrets(tx, deps, { challengeId: claimed.subjectId, at }))
    return issued.ok ? issued.value : issued.failure
  }
  if (message.kind !== 'receipt') return null
  return transact(deps.db, (tx) => openMailChallenge(tx, deps, { email: claimed.recipient, next: '/library', at }))
}

async function finish(deps: Deps, claimed: ClaimedNotification): Promise<SendOutcome> {
  await transact(deps.db, (tx) => markSent(tx, claimed.id, deps.clock.now()))
  return 'sent'
}

async function giveUp(deps: Deps, claimed: ClaimedNotification, reason: string): Promise<SendOutcome> {
  await transact(deps.db, (tx) => markFailedAttempt(tx, claimed.id, reason, null))
  deps.log.error(
    { notificationId: claimed.id, kind: claimed.kind, attempts: claimed.attempts, reason },
    'mail given up',
  )
  return 'given-up'
}

async function postpone(deps: Deps, claimed: ClaimedNotification, error: unknown): Promise<SendOutcome> {
  const reason = reasonOf(error)
  const next = nextAttemptAt(claimed.createdAt, claimed.attempts, deps.clock.now())
  if (next === null) return giveUp(deps, claimed, reason)
  await transact(deps.db, (tx) => markFailedAttempt(tx, claimed.id, reason, next))
  const { id: notificationId, kind, attempts } = claimed
  deps.log.warn({ notificationId, kind, attempts, reason, nextAttemptAt: next }, 'mail not sent yet')
  return 'postponed'
}

/** Codes only: what a mail server says in words may repeat an address or the mail. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? [String(error.responseCode)] : []
  return [error.name, ...code, ...answer].join(' ')
}

import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import { transact } from '../../platform/db/transaction.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Actor } from '../auth/index.ts'
import type { Delivery } from './delivery.ts'
import { leaseUntil, nextAttemptAt } from './domain/retry-plan.ts'
import { readMessage } from './messages.ts'
import { type ClaimedNotification, claimNotification, markFailedAttempt, markSent } from './notification-store.ts'
import { type MailDeps, sendByMail } from './send-by-mail.ts'
import { sendByWhatsApp, type WhatsAppDeps } from './send-by-whatsapp.ts'

type Deps = MailDeps & WhatsAppDeps & { clock: Clock; log: Logger }

/**
 * - `sent`: the mail server or WhatsApp took it
 * - `postponed`: it did not; the outbox knows when to try again
 * - `given-up`: it has been tried for days, is refused for good, or nobody needs it any more
 * - `not-due`: sent already, or someone else is at it
 */
export type SendOutcome = 'sent' | 'postponed' | 'given-up' | 'not-due'

/**
 * Sends one message of the outbox, by the channel of its kind. Every failure but the database's own ends in the outbox, so
 * nothing is lost or thrown. Whoever dies while sending is followed by another after the lease: at least once, not at most.
 */
export async function sendNotification(
  deps: Deps,
  _actor: Actor,
  { notificationId }: { notificationId: string },
): Promise<Result<SendOutcome, never>> {
  const at = deps.clock.now()
  const claimed = await transact(deps.db, (tx) => claimNotification(tx, notificationId, at, leaseUntil(at)))
  if (!claimed) return ok('not-due')
  const delivery = await attempt(deps, claimed, at)
  switch (delivery.kind) {
    case 'done':
      await transact(deps.db, (tx) => markSent(tx, claimed.id, deps.clock.now()))
      return ok('sent')
    case 'later':
      return ok(await postpone(deps, claimed, delivery.reason))
    case 'never':
      await transact(deps.db, (tx) => markFailedAttempt(tx, claimed.id, delivery.reason, null))
      deps.log.warn(describe(claimed, delivery.reason), 'notification not to be sent')
      return ok('given-up')
  }
}

async function attempt(deps: Deps, claimed: ClaimedNotification, at: Date): Promise<Delivery> {
  try {
    const message = readMessage(claimed.kind, claimed.payload)
    return message.kind === 'booking-confirmed'
      ? await sendByWhatsApp(deps, claimed, message.payload)
      : await sendByMail(deps, claimed, message, at)
  } catch (error) {
    return { kind: 'later', reason: reasonOf(error) }
  }
}

async function postpone(deps: Deps, claimed: ClaimedNotification, reason: string): Promise<SendOutcome> {
  const next = nextAttemptAt(claimed.createdAt, claimed.attempts, deps.clock.now())
  await transact(deps.db, (tx) => markFailedAttempt(tx, claimed.id, reason, next))
  if (next === null) {
    deps.log.error(describe(claimed, reason), 'notification given up')
    return 'given-up'
  }
  deps.log.warn({ ...describe(claimed, reason), nextAttemptAt: next }, 'notification not sent yet')
  return 'postponed'
}

const describe = ({ id, kind, attempts }: ClaimedNotification, reason: string) => ({
  notificationId: id,
  kind,
  attempts,
  reason,
})

/** Codes only: what a mail server says in words may repeat an address or the mail. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? [String(error.responseCode)] : []
  return [error.name, ...code, ...answer].join(' ')
}

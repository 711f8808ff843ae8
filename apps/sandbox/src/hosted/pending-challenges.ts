import type { CardInput, ConfirmInput } from '../payments/confirm-input.ts'
import type { TypedPayForm } from './pay-form.ts'

export type PendingChallenge = { input: ConfirmInput; typed: TypedPayForm; card: CardInput }

export type PendingChallenges = {
  keep(sessionId: string, challenge: PendingChallenge): void
  find(sessionId: string): PendingChallenge | undefined
  take(sessionId: string): PendingChallenge | undefined
}

const LIFETIME_MS = 15 * 60_000

/**
 * Cards that wait for their owner's answer at the bank. They live in memory only and not for long, because a card number
 * is never written down; after a restart the buyer types the card again.
 */
export function createPendingChallenges(): PendingChallenges {
  const pending = new Map<string, { challenge: PendingChallenge; timer: NodeJS.Timeout }>()
  const drop = (sessionId: string) => {
    clearTimeout(pending.get(sessionId)?.timer)
    pending.delete(sessionId)
  }
  return {
    keep(sessionId, challenge) {
      drop(sessionId)
      const timer = setTimeout(() => pending.delete(sessionId), LIFETIME_MS).unref()
      pending.set(sessionId, { challenge, timer })
    },
    find: (sessionId) => pending.get(sessionId)?.challenge,
    take(sessionId) {
      const challenge = pending.get(sessionId)?.challenge
      drop(sessionId)
      return challenge
    },
  }
}

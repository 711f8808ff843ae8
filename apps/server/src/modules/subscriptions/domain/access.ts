import type { SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { addDays } from '@cashwrap/shared/time'

export interface AccessFacts {
  status: SubscriptionStatus
  isPaused: boolean
  /** The end of the last period that is paid for, or free. */
  paidUntil: Date | null
  pastDueSince: Date | null
  cancelAt: Date | null
}

export interface Access {
  hasAccess: boolean
  /** When it ends unless something happens before; null while nothing ends it. */
  endsAt: Date | null
}

const NONE: Access = { hasAccess: false, endsAt: null }

/**
 * Whether a subscription opens its plan: while it is paid for or free, and after a failed payment for `graceDays` more. A paused
 * one opens what is paid for and then nothing. Pure; the same facts at a later `now` may have ended.
 */
export function accessOf(facts: AccessFacts, graceDays: number, now: Date): Access {
  const end = endOf(facts, graceDays)
  if (end === 'none' || (end !== null && end <= now)) return NONE
  return { hasAccess: true, endsAt: end }
}

function endOf(facts: AccessFacts, graceDays: number): Date | null | 'none' {
  switch (facts.status) {
    case 'trialing':
    case 'active':
      if (!facts.isPaused) return facts.cancelAt
      return facts.paidUntil === null ? 'none' : earlier(facts.paidUntil, facts.cancelAt)
    case 'past_due':
      return facts.pastDueSince === null
        ? facts.cancelAt
        : earlier(addDays(facts.pastDueSince, graceDays), facts.cancelAt)
    case 'incomplete':
    case 'incomplete_expired':
    case 'unpaid':
    case 'paused':
    case 'canceled':
      return 'none'
  }
}

const earlier = (a: Date, b: Date | null): Date => (b !== null && b < a ? b : a)

import { isEnded, type SubscriptionStage, type SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'

export interface Standing {
  status: SubscriptionStatus
  isTrial: boolean
  isPaused: boolean
  isEnding: boolean
  hasAccess: boolean
}

/** What is to be said of a subscription first, the most pressing before the rest. */
export function stageOf({ status, isTrial, isPaused, isEnding, hasAccess }: Standing): SubscriptionStage {
  switch (status) {
    case 'canceled':
    case 'incomplete_expired':
      return 'ended'
    case 'incomplete':
      return 'incomplete'
    case 'past_due':
    case 'unpaid':
      return hasAccess ? 'fix-payment' : 'no-access'
    case 'paused':
      return 'no-access'
    case 'trialing':
    case 'active':
      if (isEnding) return 'ending'
      if (isPaused) return 'paused'
      return isTrial ? 'trial' : 'active'
  }
}

/** What may be asked of a subscription as it stands. */
export function whatCan(standing: Standing): {
  change: boolean
  cancel: boolean
  keep: boolean
  pause: boolean
  resume: boolean
} {
  const { status, isPaused, isEnding } = standing
  const isOver = isEnded(status)
  const isRunning = status === 'active' || status === 'trialing'
  const isPlain = isRunning && !isEnding && !isPaused
  return {
    change: isPlain,
    cancel: !isOver && !isEnding,
    keep: !isOver && isEnding,
    pause: isPlain && status === 'active',
    resume: isPaused && !isOver,
  }
}

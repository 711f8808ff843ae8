import { addSeconds } from '@cashwrap/shared/time'

/** How long a start may take before somebody else finishes it. */
export const OPENING_SECONDS = 30
/** After its end a session is asked about a little later than the provider ends it. */
const AFTER_EXPIRY_SECONDS = 2
/** Seconds between looks at an open session while no webhook has said anything; the last one repeats. */
const OPEN_STEPS = [120, 300, 600, 1200, 2400, 3600]
const SETTLING_SECONDS = 3600

/** When to look at a session again by ourselves, however silent the provider is. Null when there is nothing more to learn. */
export function nextCheck(
  session: { status: 'open' | 'complete' | 'expired'; isSettling: boolean; expiresAt: Date; checks: number },
  now: Date,
): Date | null {
  if (session.isSettling) return addSeconds(now, SETTLING_SECONDS)
  if (session.status !== 'open') return null
  const step = OPEN_STEPS[Math.min(session.checks, OPEN_STEPS.length - 1)]!
  const regular = addSeconds(now, step)
  const end = addSeconds(session.expiresAt, AFTER_EXPIRY_SECONDS)
  return end > now && end < regular ? end : regular
}

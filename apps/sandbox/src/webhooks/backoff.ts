const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * Seconds of sandbox time between the attempts of one delivery. Stripe publishes neither its intervals nor its
 * time-out, only that it keeps trying for about three days; the first ones are short here, so that a server that
 * restarts while one watches hears again soon.
 */
const INTERVALS = [
  1,
  3,
  10,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
]

/** Seconds until the next attempt after so many failed ones, or null when Stripe would give up. */
export function secondsToNextAttempt(failedAttempts: number): number | null {
  return INTERVALS[failedAttempts - 1] ?? null
}

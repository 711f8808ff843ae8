import { addDays, addSeconds } from '@cashwrap/shared/time'
import type { ReceiverKind } from './webhook-poster.ts'

const HOUR = 3600

/** How long is waited before each try, in seconds; after the last of them nothing is tried any more. */
export const RETRY_DELAYS = [
  0,
  5,
  5 * 60,
  30 * 60,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const
/** Each wait is up to this much longer, so that what failed together does not come back together. */
export const JITTER_SHARE = 0.1
/** A receiver may ask for a longer wait by `Retry-After`, up to this. */
export const LONGEST_WAIT_SECONDS = 24 * HOUR

export const TIMEOUT_SECONDS: Readonly<Record<ReceiverKind, number>> = { endpoint: 15, site: 10 }
/** Longer than any try takes; whoever holds a delivery for longer is taken for dead. */
const LEASE_SECONDS = 60
export const leaseUntil = (now: Date): Date => addSeconds(now, LEASE_SECONDS)

/** Requests under way to one receiver at once, in all processes together; and to one of which requests have just timed out. */
export const MAX_IN_FLIGHT = 4
export const MAX_IN_FLIGHT_HANGING = 1

/** An endpoint that took nothing for so long is disabled when another delivery is given up. */
export const FAILING_DAYS = 5
export const isFailingTooLong = (failingSince: Date | null, now: Date): boolean =>
  failingSince !== null && addDays(failingSince, FAILING_DAYS) <= now

/** For so long the secret before the last rotation signs too. */
export const OLD_SECRET_HOURS = 24
/** What is kept of an answer's body. */
export const KEPT_ANSWER_BYTES = 2048

/**
 * When the next try is due, or null when there is none any more.
 * @param plan.tries how many there were
 * @param plan.retryAfterSeconds what the receiver asked for, if it did
 * @param plan.chance from 0 to 1
 */
export function nextAttemptAt(
  now: Date,
  plan: { tries: number; retryAfterSeconds: number | null; chance: number },
): Date | null {
  const delay = RETRY_DELAYS[plan.tries]
  if (delay === undefined) return null
  const asked = Math.min(plan.retryAfterSeconds ?? 0, LONGEST_WAIT_SECONDS)
  return addSeconds(now, Math.max(delay * (1 + JITTER_SHARE * plan.chance), asked))
}

/** `Retry-After` in seconds from now; null for what is none. @param wallMs it may name a moment, which is on the world's clocks */
export function readRetryAfter(text: string | undefined, wallMs: number): number | null {
  if (text === undefined) return null
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const moment = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? null : Math.max(0, (moment - wallMs) / 1000)
}
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/

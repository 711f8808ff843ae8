import { addDays, addMinutes, addSeconds } from '@cashwrap/shared/time'

const FIRST_DELAY_SECONDS = 30
const LONGEST_DELAY_SECONDS = 4 * 3600
const GIVE_UP_DAYS = 3
/** Longer than any mailer tries; whoever holds a mail for longer is taken for dead. */
const LEASE_MINUTES = 2

export const leaseUntil = (now: Date): Date => addMinutes(now, LEASE_MINUTES)

/** When a mail is tried again after its n-th failed attempt, or null when it has been tried for long enough. */
export function nextAttemptAt(createdAt: Date, attempts: number, now: Date): Date | null {
  if (now >= addDays(createdAt, GIVE_UP_DAYS)) return null
  return addSeconds(now, Math.min(FIRST_DELAY_SECONDS * 2 ** (attempts - 1), LONGEST_DELAY_SECONDS))
}

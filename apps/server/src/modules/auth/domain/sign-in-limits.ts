import { addMinutes } from '@cashwrap/shared/time'

/** What is sent is good for this long from the moment it is sent. */
export const SECRET_MINUTES = 15
/** A mail that could not be sent for this long after it was asked for is not sent any more. */
export const REQUEST_MINUTES = 60
export const PRINTED_LINK_MINUTES = 24 * 60

export const REQUEST_WINDOW_MINUTES = 15
export const REQUESTS_PER_ADDRESS = 5
export const REQUESTS_PER_CLIENT = 20

export const TRIES_PER_CHALLENGE = 5
/**
 * Wrong codes for one address in a day, over all its challenges: of a million codes, so that whoever guesses every day for a
 * year gets in with a chance of one in a hundred. The link of a mail works on.
 */
export const TRIES_PER_ADDRESS = 30
export const TRIES_WINDOW_MINUTES = 24 * 60

export const SESSION_IDLE_DAYS = 30
export const SESSION_DAYS = 180
export const TOUCH_MINUTES = 10

/** When the next request is allowed: null for now, else when the oldest of the counted ones leaves the window. */
export function retryAt(oldestCounted: readonly (Date | undefined)[]): Date | null {
  const times = oldestCounted.filter((at) => at !== undefined).map((at) => at.getTime())
  return times.length === 0 ? null : addMinutes(new Date(Math.max(...times)), REQUEST_WINDOW_MINUTES)
}

/** How many codes may still be tried, given the wrong tries of each live challenge and all of today's. */
export function triesLeft(liveWrongTries: readonly number[], wrongToday: number): number {
  const ofChallenges = Math.max(0, ...liveWrongTries.map((tries) => TRIES_PER_CHALLENGE - tries))
  const ofAddress = Math.max(0, TRIES_PER_ADDRESS - wrongToday)
  // One wrong code counts once for each challenge that it could have opened.
  const each = Math.max(1, liveWrongTries.length)
  return Math.min(ofChallenges, (ofAddress - (ofAddress % each)) / each)
}

import { addSeconds, type Clock } from '@cashwrap/shared/time'

export interface FixedClock extends Clock {
  advance(seconds: number): void
  set(at: Date): void
}

/** A clock that stands still until it is told to move. */
export function fixedClock(start = new Date('2026-05-04T09:00:00Z')): FixedClock {
  let at = start
  return {
    now: () => at,
    advance: (seconds) => {
      at = addSeconds(at, seconds)
    },
    set: (next) => {
      at = next
    },
  }
}

import type { Store } from '../state/store.ts'

/** A point of time that something happens at, whatever the clock says meanwhile. */
export type Moment = {
  /** Whole seconds since the epoch. */
  now: number
  /** The test clock that it is a moment of; empty for the sandbox's own time. */
  testClock: string
}

/**
 * Sandbox time: the wall clock plus an offset that only grows and survives restarts. What falls due during a jump, and
 * what hangs on a test clock, happens at a moment of its own: there, `now` is that moment.
 */
export type Clock = {
  /** Milliseconds since the epoch. */
  nowMs(): number
  /** Whole seconds since the epoch, as Stripe writes times. */
  now(): number
  /** The sandbox's own time, in milliseconds, also in a moment of a test clock: events and webhooks live in it. */
  ownNowMs(): number
  /** The test clock whose moment this is; empty outside of one. */
  testClock(): string
  /** Whether what happens now happens at a moment of its own. */
  isInMoment(): boolean
  /** Does something at a moment of its own. Not for work that waits: it has to be over when this returns. */
  at<T>(moment: Moment, work: () => T): T
  offsetSeconds(): number
  advance(seconds: number): void
  /** Back to wall time, when the whole state is emptied. */
  reset(): void
}

const SETTING = 'clock_offset_seconds'

export function createClock(store: Store): Clock {
  let offset = Number(store.getSetting(SETTING) ?? '0')
  const moments: Moment[] = []
  const ownNowMs = () => {
    const own = moments.findLast(({ testClock }) => testClock === '')
    return own ? own.now * 1000 : Date.now() + offset * 1000
  }
  const nowMs = () => {
    const moment = moments.at(-1)
    return moment ? moment.now * 1000 : ownNowMs()
  }
  return {
    nowMs,
    now: () => Math.floor(nowMs() / 1000),
    ownNowMs,
    testClock: () => moments.at(-1)?.testClock ?? '',
    isInMoment: () => moments.length > 0,
    at(moment, work) {
      moments.push(moment)
      try {
        return work()
      } finally {
        moments.pop()
      }
    },
    offsetSeconds: () => offset,
    advance(seconds) {
      offset += seconds
      store.putSetting(SETTING, String(offset))
    },
    reset() {
      offset = 0
    },
  }
}

import type { Store } from '../state/store.ts'

/** Sandbox time: the wall clock plus an offset that only grows and survives restarts. */
export type Clock = {
  /** Milliseconds since the epoch. */
  nowMs(): number
  /** Whole seconds since the epoch, as Stripe writes times. */
  now(): number
  offsetSeconds(): number
  advance(seconds: number): void
  /** Back to wall time, when the whole state is emptied. */
  reset(): void
}

const SETTING = 'clock_offset_seconds'

export function createClock(store: Store): Clock {
  let offset = Number(store.getSetting(SETTING) ?? '0')
  return {
    nowMs: () => Date.now() + offset * 1000,
    now: () => Math.floor(Date.now() / 1000) + offset,
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

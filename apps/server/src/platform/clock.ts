import type { Clock } from '@cashwrap/shared/time'

/** Wall time. */
export const systemClock: Clock = { now: () => new Date() }

/**
 * Wall time plus an offset that follows the sandbox's clock, so that expiry and renewal can be seen in seconds. Only for the
 * sandbox: with a Stripe account the offset does not exist.
 */
export class OffsetClock implements Clock {
  #offsetMs = 0
  now(): Date {
    return new Date(Date.now() + this.#offsetMs)
  }
  get offsetSeconds(): number {
    return Math.trunc(this.#offsetMs / 1000)
  }
  setOffsetSeconds(seconds: number): void {
    this.#offsetMs = seconds * 1000
  }
}

/** Milliseconds on wall time, for webhook signatures and measurements, which no offset may move. */
export const wallMs = (): number => Date.now()

/** The present, from one place, so that tests and the sandbox's clock can move it. */
export interface Clock {
  now(): Date
}

export const addSeconds = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)
export const addMinutes = (at: Date, minutes: number): Date => addSeconds(at, minutes * 60)
export const addDays = (at: Date, days: number): Date => addSeconds(at, days * 86_400)
/** The second that a moment is in: outside parties count in those. */
export const wholeSecond = (at: Date): Date => new Date(at.getTime() - at.getUTCMilliseconds())

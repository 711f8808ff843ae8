/** Whole seconds until an ISO instant, never below 0; `offsetSeconds` is what the shop's clock is ahead of this machine's. */
export function secondsUntil(instant: string, nowMs: number, offsetSeconds = 0): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1000 - offsetSeconds))
}

/** `1:04:09`, `29:05`, `0:00`. */
export function clockFace(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

const MARKS = [
  { at: 300, words: '5 minutes left' },
  { at: 60, words: '1 minute left' },
  { at: 0, words: 'Time is up' },
] as const

/** What to say aloud when the time left went from `before` to `now` seconds: at five minutes, one minute and the end only. */
export function wordsAt(before: number, now: number): string | null {
  return MARKS.findLast((mark) => before > mark.at && now <= mark.at)?.words ?? null
}

export interface Figures {
  count: number
  /** Completed per second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p95: number
  p99: number
  max: number
}

/** @param times milliseconds of each, in any order */
export function figuresOf(times: readonly number[], seconds: number): Figures {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    count: sorted.length,
    rate: sorted.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: sorted.at(-1) ?? 0,
  }
}

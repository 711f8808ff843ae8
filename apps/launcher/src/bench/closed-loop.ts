export interface Figures {
  /** Completed per second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  count: number
}

/** Works through `items` with `concurrency` in flight, one after the other each, and times every one on its own. */
export async function closedLoop<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<Figures> {
  const times: number[] = []
  let next = 0
  const began = performance.now()
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const start = performance.now()
      await work(item)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99), count: times.length }
}

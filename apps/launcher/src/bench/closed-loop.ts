import { type Figures, figuresOf } from './figures.ts'

/** Works through `items` with `concurrency` in flight, one after the other each, and times every one on its own. */
export function closedLoop<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<Figures> {
  let next = 0
  return timeAll(Array.from({ length: concurrency }), async (time) => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await time(() => work(item))
  })
}

/** Has each lane work, again as soon as it is done, until the time is up. */
export function closedLoopFor<Lane>(
  seconds: number,
  lanes: readonly Lane[],
  work: (lane: Lane) => Promise<void>,
): Promise<Figures> {
  const end = performance.now() + seconds * 1000
  return timeAll(lanes, async (time, lane) => {
    while (performance.now() < end) await time(() => work(lane))
  })
}

async function timeAll<Lane>(
  lanes: readonly Lane[],
  run: (time: (work: () => Promise<void>) => Promise<void>, lane: Lane) => Promise<void>,
): Promise<Figures> {
  const times: number[] = []
  const time = async (work: () => Promise<void>) => {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  const began = performance.now()
  await Promise.all(lanes.map((lane) => run(time, lane)))
  return figuresOf(times, (performance.now() - began) / 1000)
}

import { setTimeout as wait } from 'node:timers/promises'

/**
 * Sends each item at its own moment, `rate` a second, whether earlier ones are answered or not: who comes while all lanes are
 * taken waits, as behind a slow server, and the time told is counted from the moment it was due.
 * @param answered told of each item and its milliseconds
 */
export async function openLoop<Lane, Item>(
  { rate, lanes, items }: { rate: number; lanes: readonly Lane[]; items: readonly Item[] },
  send: (lane: Lane, item: Item) => Promise<void>,
  answered: (item: Item, milliseconds: number) => void,
): Promise<void> {
  const began = performance.now()
  const dueAt = (index: number) => began + (index * 1000) / rate
  const free = [...lanes]
  const waiting: number[] = []
  const underWay: Promise<void>[] = []

  const serve = async (lane: Lane) => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const item = items[index] as Item
      await send(lane, item)
      answered(item, performance.now() - dueAt(index))
    }
    free.push(lane)
  }
  for (let next = 0; next < items.length; ) {
    while (next < items.length && dueAt(next) <= performance.now()) {
      waiting.push(next++)
      const lane = free.pop()
      if (lane !== undefined) underWay.push(serve(lane))
    }
    await wait(1)
  }
  await Promise.all(underWay)
}

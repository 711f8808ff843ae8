import { readSandboxOffset } from '../gateways/sandbox/sandbox-clock.ts'
import type { OffsetClock } from '../platform/clock.ts'

const EVERY_MS = 1_000

/** Keeps our clock as far ahead as the sandbox's is, so that its buttons move the shop too. */
export async function followSandboxClock(clock: OffsetClock, apiBase: string): Promise<AsyncDisposable> {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const follow = async (): Promise<void> => {
    const offset = await readSandboxOffset(apiBase)
    if (offset !== null) clock.setOffsetSeconds(offset)
    if (!isStopped) timer = setTimeout(() => void follow(), EVERY_MS).unref()
  }
  await follow()
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

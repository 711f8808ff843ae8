import { z } from 'zod'

const ClockAnswer = z.object({ offset_seconds: z.number() })
const TIMEOUT_MS = 2_000

/** How far the sandbox's clock is ahead of the wall, in seconds; null while it does not answer. */
export async function readSandboxOffset(apiBase: string): Promise<number | null> {
  try {
    const response = await fetch(new URL('/_sandbox/clock', apiBase), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return ClockAnswer.parse(await response.json()).offset_seconds
  } catch {
    return null
  }
}

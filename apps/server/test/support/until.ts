/** How long a test waits for what has to come. */
export const PATIENCE_MS = 20_000
const STEP_MS = 25

/** Waits for a condition, and says what it was waiting for when it does not come. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
}

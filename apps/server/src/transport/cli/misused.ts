/** The exit code of a command whose words are wrong, which is what shells know 64 for. */
export const MISUSED = 64

/** Says what a command needs, and answers the exit code. */
export function misused(needs: string): number {
  console.error(needs)
  return MISUSED
}

/** A stream of numbers in [0, 1) that is the same for the same words (FNV-1a into mulberry32). */
export function randomFrom(words: string): () => number {
  let hash = 0x811c9dc5
  for (const char of words) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  let state = hash >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

export const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

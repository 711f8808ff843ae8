import type { Inks, SceneName } from './palette.ts'

/** What a motif draws on: a stage 400 wide and 300 high around the origin, of which more may be seen. */
export interface Stage {
  inks: Inks
  random: () => number
  /** What is really seen, in stage units from the origin: at least 200 and 150. */
  halfWidth: number
  halfHeight: number
}

export interface Motif {
  /** Words in a seed that ask for this motif. */
  words: readonly string[]
  /** Grounds it looks good on; the seed picks one. */
  scenes: readonly SceneName[]
  draw: (stage: Stage) => string
}

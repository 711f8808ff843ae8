/**
 * The share of `whole` that belongs to the next `step` of `total`, after `before` of it: shares of all steps add up to
 * `whole`, whatever the rounding. All in minor units of one currency.
 */
export function shareOf(whole: number, total: number, before: number, step: number): number {
  return upTo(whole, total, before + step) - upTo(whole, total, before)
}

/** Half a unit goes up. The product of two amounts may exceed what a double holds exactly. */
function upTo(whole: number, total: number, part: number): number {
  return Number((2n * BigInt(whole) * BigInt(part) + BigInt(total)) / (2n * BigInt(total)))
}

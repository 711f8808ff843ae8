import { partOf } from '@cashwrap/shared/money'

/**
 * How many more credits of a type go back, of those that an order gave: all with all of its money; with a part of it the same
 * part, rounded down over all refunds together, where the order was for them alone, else none. What was taken stays taken
 * though its refund failed, so that of the next one less is taken. Money in minor units.
 */
export function creditsToTake(credits: {
  given: number
  taken: number
  /** The order has no line besides. */
  isAlone: boolean
  refunded: number
  captured: number
}): number {
  const { given, taken, isAlone, refunded, captured } = credits
  const due = refunded >= captured ? given : isAlone ? partOf(given, refunded, captured) : 0
  return Math.max(0, due - taken)
}

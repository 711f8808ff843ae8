interface Allowance {
  creditType: string
  credits: number
}

interface Terms {
  interval: 'month' | 'year'
  money: { amount: number }
  allowance: Allowance | null
}

/**
 * Which credits of the running period go back when its plan is changed to a cheaper one at once: money for what is left of the
 * period goes back too, and without this one could have the dear plan's credits at the cheap one's price.
 * @param given what the running period was given
 */
export function creditsToReturn(given: Allowance | null, from: Terms, to: Terms): Allowance | null {
  const givesMoneyBack = from.interval === to.interval && to.money.amount < from.money.amount
  if (given === null || !givesMoneyBack) return null
  const kept = to.allowance?.creditType === given.creditType ? to.allowance.credits : 0
  return kept < given.credits ? { creditType: given.creditType, credits: given.credits - kept } : null
}

/**
 * - `requested`: promised here, the provider has not answered
 * - `pending`: the provider has it, and counts it as given back
 * - `failed`: it came back, or was refused
 */
export type RefundState = 'requested' | 'pending' | 'succeeded' | 'failed'

/** The way of a refund at the provider: a failure may follow even success, and nothing follows a failure. */
const WAY: readonly RefundState[] = ['requested', 'pending', 'succeeded', 'failed']

/** Whether `next` is news after `known`, and not an older look that comes late. */
export const isNews = (known: RefundState, next: RefundState): boolean => WAY.indexOf(next) > WAY.indexOf(known)

/** Whether the provider counts its money as given back. */
export const isGivenBack = (state: RefundState): boolean => state === 'pending' || state === 'succeeded'

export interface KnownRefund {
  id: string
  state: RefundState
  amount: number
  providerRefundId: string | null
}

/**
 * The row of a refund that is seen at the provider: the one of its id, or, for one that names its order, the one that was asked
 * for here and of which no answer is known.
 */
export function findRow<Known extends KnownRefund>(
  known: readonly Known[],
  seen: { providerRefundId: string; amount: number },
  isAskedForHere: boolean,
): Known | undefined {
  return (
    known.find((row) => row.providerRefundId === seen.providerRefundId) ??
    (isAskedForHere ? known.find((row) => row.providerRefundId === null && row.amount === seen.amount) : undefined)
  )
}

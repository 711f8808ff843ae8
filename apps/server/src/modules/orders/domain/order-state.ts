import type { OrderState } from '@cashwrap/shared/contracts/primitives'

/** Where an order may go from each state; a trigger in the database holds the same table. */
export const NEXT_STATES = {
  pending: ['completed', 'cancelled', 'expired'],
  completed: ['partially_refunded', 'refunded', 'disputed'],
  partially_refunded: ['refunded', 'disputed'],
  refunded: [],
  cancelled: ['completed', 'refunded'],
  expired: ['completed', 'refunded'],
  disputed: ['completed', 'partially_refunded', 'refunded'],
} as const satisfies Record<OrderState, readonly OrderState[]>

/** The states from which an order may come into this one. */
export const statesBefore = (state: OrderState): OrderState[] =>
  (Object.keys(NEXT_STATES) as OrderState[]).filter((from) => NEXT_STATES[from].some((to) => to === state))

/** The states a payment can complete: also those that ended unpaid by our own clock while Stripe took the money. */
export const COMPLETABLE: readonly OrderState[] = ['pending', 'cancelled', 'expired']

import type { OrderState } from '@cashwrap/shared/contracts/primitives'

export interface OrderStateWords {
  word: string
  tone: 'good' | 'waiting' | 'bad' | 'neutral'
}

const WORDS = {
  pending: { word: 'Not paid yet', tone: 'waiting' },
  completed: { word: 'Paid', tone: 'good' },
  partially_refunded: { word: 'Partly refunded', tone: 'neutral' },
  refunded: { word: 'Refunded', tone: 'neutral' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  expired: { word: 'Expired', tone: 'neutral' },
  disputed: { word: 'Disputed', tone: 'bad' },
} as const satisfies Record<OrderState, OrderStateWords>

export const orderStateWords = (state: OrderState): OrderStateWords => WORDS[state]

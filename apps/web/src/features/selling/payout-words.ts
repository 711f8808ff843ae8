import type { Sale } from '@cashwrap/shared/contracts/seller'
import type { StatusTone } from '../../components/status-word.tsx'

export interface PayoutWords {
  word: string
  tone: StatusTone
  /** What it means and what to do, where the word alone would leave a seller wondering. */
  detail?: string
}

const WORDS = {
  'with-payment': { word: 'With the payment', tone: 'good' },
  sent: { word: 'Sent to you', tone: 'good' },
  waiting: { word: 'On its way', tone: 'waiting' },
  failed: {
    word: 'Did not go through',
    tone: 'bad',
    detail: 'The payment service refused the transfer; the money is kept by the shop. Ask the shop to send it again.',
  },
  'nothing-due': { word: 'Nothing due', tone: 'neutral' },
} as const satisfies Record<Sale['payout'], PayoutWords>

/** How a sale's money reaches the seller's account at the payment service. */
export const payoutWords = (payout: Sale['payout']): PayoutWords => WORDS[payout]

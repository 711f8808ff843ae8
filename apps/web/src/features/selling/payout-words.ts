import type { Sale } from '@cashwrap/shared/contracts/seller'
import type { StatusTone } from '../../components/status-word.tsx'

const WORDS = {
  'with-payment': { word: 'With the payment', tone: 'good' },
  sent: { word: 'Sent to you', tone: 'good' },
  waiting: { word: 'On its way', tone: 'waiting' },
  failed: { word: 'Did not go through', tone: 'bad' },
  'nothing-due': { word: 'Nothing due', tone: 'neutral' },
} as const satisfies Record<Sale['payout'], { word: string; tone: StatusTone }>

/** How a sale's money reaches the seller's account at the payment service. */
export const payoutWords = (payout: Sale['payout']): { word: string; tone: StatusTone } => WORDS[payout]

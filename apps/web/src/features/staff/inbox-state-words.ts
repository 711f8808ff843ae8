import type { InboxState } from '@cashwrap/shared/contracts/staff'
import type { StatusTone } from '../../components/status-word.tsx'

const WORDS = {
  received: { word: 'Received', tone: 'waiting' },
  done: { word: 'Done', tone: 'good' },
  ignored: { word: 'Ignored', tone: 'neutral' },
  later: { word: 'For later', tone: 'neutral' },
  parked: { word: 'Parked', tone: 'waiting' },
  failed: { word: 'Failed', tone: 'bad' },
} as const satisfies Record<InboxState, { word: string; tone: StatusTone }>

export const inboxStateWords = (state: InboxState): { word: string; tone: StatusTone } => WORDS[state]

import type { Invoice } from '@cashwrap/shared/contracts/subscriptions'
import type { StatusTone } from '../../components/status-word.tsx'
import { formatTime } from '../../lib/format-time.ts'

export const INVOICE_REASONS = {
  first: 'Beginning',
  renewal: 'Renewal',
  change: 'Change of plan',
  other: 'Invoice',
} as const satisfies Record<Invoice['reason'], string>

export const INVOICE_STATUSES = {
  draft: { word: 'Not final yet', tone: 'neutral' },
  open: { word: 'Not paid', tone: 'bad' },
  paid: { word: 'Paid', tone: 'good' },
  uncollectible: { word: 'Given up', tone: 'neutral' },
  void: { word: 'Cancelled', tone: 'neutral' },
} as const satisfies Record<Invoice['status'], { word: string; tone: StatusTone }>

/** What is to be known beside its sum: the time it covers, and when a failed one is tried again. */
export function invoiceDetails({ status, coversFrom, coversTo, nextAttemptAt }: Invoice): string[] {
  const day = (instant: string) => formatTime(instant, { style: 'month-day' })
  return [
    ...(coversFrom !== null && coversTo !== null && coversFrom !== coversTo
      ? [`${day(coversFrom)} to ${formatTime(coversTo)}`]
      : []),
    ...(status === 'open' && nextAttemptAt !== null ? [`tried again on ${formatTime(nextAttemptAt)}`] : []),
  ]
}

import type { ReplayableWebhooks } from '@cashwrap/shared/contracts/webhooks'
import { formatCount } from '../../lib/credit-words.ts'

/** What a replay would send. */
export function countWords({ count, isMore }: ReplayableWebhooks, locale?: string): string {
  if (count === 0) return 'Nothing fits: there is nothing to send.'
  const number = formatCount(count, locale)
  if (isMore) return `${number} deliveries at once, the oldest first; more are left for another time.`
  return count === 1 ? '1 delivery will be sent.' : `${number} deliveries will be sent.`
}

/** What a field for a date and a time holds, in the reader's own zone, as an instant; null while it is not whole. */
export function instantOf(typed: string): string | null {
  const at = new Date(typed)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

import type { WebhookEndpoint } from '@cashwrap/shared/contracts/webhooks'
import type { StatusTone } from '../../components/status-word.tsx'

/** How an endpoint stands. */
export function endpointWords({ state, failingSince }: Pick<WebhookEndpoint, 'state' | 'failingSince'>): {
  word: string
  tone: StatusTone
} {
  if (state === 'disabled') return { word: 'Disabled', tone: 'neutral' }
  return failingSince === null ? { word: 'Active', tone: 'good' } : { word: 'Failing', tone: 'bad' }
}

/** What is told to it: `Every event`, `order.completed`, `order.completed and 2 more`. */
export function eventsWords([first, ...rest]: readonly string[]): string {
  if (first === undefined) return 'Every event'
  return rest.length === 0 ? first : `${first} and ${rest.length} more`
}

/** An address without what is the same for nearly all of them. */
export const shortUrl = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/$/, '')

import type { WebhookDelivery, WebhookDeliveryState } from '@cashwrap/shared/contracts/webhooks'
import type { StatusTone } from '../../components/status-word.tsx'

/** Its states as a filter calls them. */
export const STATE_NAMES = {
  pending: 'On its way',
  delivered: 'Delivered',
  failed: 'Given up',
  cancelled: 'Cancelled',
} as const satisfies Record<WebhookDeliveryState, string>

const TONES = {
  pending: 'waiting',
  delivered: 'good',
  failed: 'bad',
  cancelled: 'neutral',
} as const satisfies Record<WebhookDeliveryState, StatusTone>

/** How a delivery stands; one that was not taken at once is told apart from one that is new. */
export function deliveryWords({ state, lastError }: Pick<WebhookDelivery, 'state' | 'lastError'>): {
  word: string
  tone: StatusTone
} {
  const isAgain = state === 'pending' && lastError !== null
  return { word: isAgain ? 'Trying again' : STATE_NAMES[state], tone: TONES[state] }
}

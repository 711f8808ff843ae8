/** `?fix=card`: a mail sent its reader here to use another card. */
export interface SubscriptionSearch {
  fix?: 'card'
}

export const readSubscriptionSearch = (raw: Record<string, unknown>): SubscriptionSearch =>
  raw.fix === 'card' ? { fix: 'card' } : {}

/** A message from the payment provider that something happened: a hint where to look, never a fact to act on. */
export interface ProviderEvent {
  id: string
  type: string
  objectId: string | null
  /** What the object's metadata says; checked against the re-fetched object. */
  orderHint: string | null
  instanceHint: string | null
  /** The connected account it happened in; null for the shop's own. */
  account: string | null
  apiVersion: string | null
  livemode: boolean
  occurredAt: Date
  payload: unknown
}

export type EventHandling =
  | 'settle-session'
  | 'settle-order'
  | 'refresh-account'
  | 'observe-refunds'
  | 'later'
  | 'ignore'

/** What each event is good for. `later` is kept for a feature that is not there yet. */
export const HANDLING: Readonly<Record<string, EventHandling>> = {
  'checkout.session.completed': 'settle-session',
  'checkout.session.expired': 'settle-session',
  'checkout.session.async_payment_succeeded': 'settle-session',
  'checkout.session.async_payment_failed': 'settle-session',
  'payment_intent.succeeded': 'settle-order',
  'payment_intent.payment_failed': 'settle-order',
  'payment_intent.processing': 'settle-order',
  'payment_intent.canceled': 'settle-order',
  'charge.refunded': 'observe-refunds',
  'refund.created': 'observe-refunds',
  'refund.updated': 'observe-refunds',
  'refund.failed': 'observe-refunds',
  'charge.dispute.created': 'later',
  'charge.dispute.updated': 'later',
  'charge.dispute.funds_withdrawn': 'later',
  'charge.dispute.funds_reinstated': 'later',
  'charge.dispute.closed': 'later',
  'customer.subscription.created': 'later',
  'customer.subscription.updated': 'later',
  'customer.subscription.deleted': 'later',
  'customer.subscription.trial_will_end': 'later',
  'customer.subscription.paused': 'later',
  'customer.subscription.resumed': 'later',
  'invoice.paid': 'later',
  'invoice.payment_succeeded': 'later',
  'invoice.payment_failed': 'later',
  'invoice.payment_action_required': 'later',
  'account.updated': 'refresh-account',
  'account.application.deauthorized': 'refresh-account',
}

/** Of a seller's account only the account itself is the shop's business, and of its own everything else. */
export function handlingOf({ type, account }: Pick<ProviderEvent, 'type' | 'account'>): EventHandling {
  const handling = Object.hasOwn(HANDLING, type) ? (HANDLING[type] ?? 'ignore') : 'ignore'
  return (handling === 'refresh-account') === (account !== null) ? handling : 'ignore'
}

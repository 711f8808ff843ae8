/** A message from the payment provider that something happened: a hint where to look, never a fact to act on. */
export interface ProviderEvent {
  id: string
  type: string
  objectId: string | null
  /** What the object's metadata says, or of an invoice that of its subscription; checked against the re-fetched object. */
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
  | 'settle-payment'
  | 'settle-subscription'
  | 'refresh-account'
  | 'observe-refunds'
  | 'keep-dispute'
  | 'ignore'

/** What each event is good for. A dispute is matched to what it is about and kept for a feature that is not there yet. */
export const HANDLING: Readonly<Record<string, EventHandling>> = {
  'checkout.session.completed': 'settle-session',
  'checkout.session.expired': 'settle-session',
  'checkout.session.async_payment_succeeded': 'settle-session',
  'checkout.session.async_payment_failed': 'settle-session',
  'payment_intent.succeeded': 'settle-payment',
  'payment_intent.payment_failed': 'settle-payment',
  'payment_intent.processing': 'settle-payment',
  'payment_intent.canceled': 'settle-payment',
  'charge.refunded': 'observe-refunds',
  'refund.created': 'observe-refunds',
  'refund.updated': 'observe-refunds',
  'refund.failed': 'observe-refunds',
  'charge.dispute.created': 'keep-dispute',
  'charge.dispute.updated': 'keep-dispute',
  'charge.dispute.funds_withdrawn': 'keep-dispute',
  'charge.dispute.funds_reinstated': 'keep-dispute',
  'charge.dispute.closed': 'keep-dispute',
  'customer.subscription.created': 'settle-subscription',
  'customer.subscription.updated': 'settle-subscription',
  'customer.subscription.deleted': 'settle-subscription',
  'customer.subscription.trial_will_end': 'settle-subscription',
  'customer.subscription.paused': 'settle-subscription',
  'customer.subscription.resumed': 'settle-subscription',
  'invoice.paid': 'settle-subscription',
  'invoice.payment_succeeded': 'settle-subscription',
  'invoice.payment_failed': 'settle-subscription',
  'invoice.payment_action_required': 'settle-subscription',
  'account.updated': 'refresh-account',
  'account.application.deauthorized': 'refresh-account',
}

/** Of a seller's account only the account itself is the shop's business, and of its own everything else. */
export function handlingOf({ type, account }: Pick<ProviderEvent, 'type' | 'account'>): EventHandling {
  const handling = Object.hasOwn(HANDLING, type) ? (HANDLING[type] ?? 'ignore') : 'ignore'
  return (handling === 'refresh-account') === (account !== null) ? handling : 'ignore'
}

const used = Object.keys(HANDLING)
/** What is acted on: of sellers' accounts, and of the shop's own. */
export const USED_TYPES = {
  ofSellers: used.filter((type) => HANDLING[type] === 'refresh-account'),
  ofShop: used.filter((type) => HANDLING[type] !== 'refresh-account'),
} as const

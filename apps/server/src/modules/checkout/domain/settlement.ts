import type { OrderState } from '@cashwrap/shared/contracts/primitives'

/** What we stored when the order was placed. Minor units. */
export interface ExpectedPayment {
  orderId: string
  sessionId: string
  state: OrderState
  isQuarantined: boolean
  instance: string
  /** Whether it is bought once, or a plan is subscribed to by it. */
  mode: 'payment' | 'subscription'
  currency: string
  subtotal: number
  discount: number
  tax: number
  total: number
  taxMode: 'off' | 'inclusive' | 'exclusive' | 'stripe'
  livemode: boolean
  /** The seller's account that the whole charge is for, and the shop's fee of it; null where the shop takes it itself. */
  destination: { accountId: string; fee: number; feePpm: number } | null
}

/** What the provider says now, as far as it matters here. Minor units. */
export interface ObservedSession {
  sessionId: string
  orderId: string | null
  instance: string | null
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'paid' | 'unpaid' | 'no-payment-required'
  mode: string
  currency: string
  subtotal: number
  discount: number
  tax: number
  total: number
  account: string | null
  livemode: boolean
  destination: { accountId: string; fee: number } | null
  payment: { status: 'succeeded' | 'processing' | 'waiting' | 'failed'; received: number } | null
  /** What paying it began, and where its charges go. */
  subscription: { destination: { accountId: string; feeBps: number } | null } | null
}

export type Decision =
  | { kind: 'complete'; tax: number; total: number }
  | { kind: 'wait' }
  | { kind: 'on-its-way' }
  | { kind: 'payment-failed' }
  | { kind: 'expire' }
  | { kind: 'quarantine'; reason: string }
  | { kind: 'nothing' }

/**
 * What is to be done about an order, from facts alone. Whoever asks and however often, the same facts give the same answer;
 * `nothing` means that it has been done already.
 */
export function decideSettlement(expected: ExpectedPayment, observed: ObservedSession): Decision {
  const canComplete = expected.state === 'pending' || expected.state === 'expired' || expected.state === 'cancelled'
  if (expected.isQuarantined || !canComplete) return { kind: 'nothing' }
  const binding = bindingFault(expected, observed)
  if (binding) return { kind: 'quarantine', reason: binding }

  if (observed.status === 'open') return expected.state === 'pending' ? { kind: 'wait' } : { kind: 'nothing' }
  if (observed.status === 'expired') return expected.state === 'pending' ? { kind: 'expire' } : { kind: 'nothing' }
  if (observed.paymentStatus === 'unpaid') {
    if (expected.state !== 'pending') return { kind: 'nothing' }
    return observed.payment?.status === 'failed' ? { kind: 'payment-failed' } : { kind: 'on-its-way' }
  }
  const amounts = amountFault(expected, observed) ?? planFault(expected, observed)
  if (amounts) return { kind: 'quarantine', reason: amounts }
  return { kind: 'complete', tax: expected.taxMode === 'stripe' ? observed.tax : expected.tax, total: observed.total }
}

/** Whether this session is the one that was opened for this order, here. */
function bindingFault(expected: ExpectedPayment, observed: ObservedSession): string | null {
  if (observed.sessionId !== expected.sessionId) return 'another session'
  if (observed.orderId !== expected.orderId) return 'session of another order'
  if (observed.instance !== expected.instance) return 'session of another instance'
  if (observed.mode !== expected.mode) return `mode ${observed.mode}`
  if (observed.account !== null) return 'another account'
  if (observed.livemode !== expected.livemode) return 'live and test mixed up'
  if (observed.currency !== expected.currency) return `currency ${observed.currency}, not ${expected.currency}`
  return null
}

/** Whether what was paid is what was asked. Lines are sent with discount and tax in them, so the session has none of its own. */
function amountFault(expected: ExpectedPayment, observed: ObservedSession): string | null {
  const isStripeTax = expected.taxMode === 'stripe'
  // On a plan tax comes on top there too, at our rate: it has to at every renewal.
  const added = expected.mode === 'subscription' && expected.taxMode === 'exclusive' ? expected.tax : 0
  const asked = isStripeTax ? expected.subtotal - expected.discount : expected.total - added
  if (observed.subtotal !== asked) return `subtotal ${observed.subtotal}, not ${asked}`
  if (observed.discount !== 0) return `discount ${observed.discount}, not 0`
  if (!isStripeTax && observed.tax !== added) return `tax ${observed.tax}, not ${added}`
  if (observed.total !== asked + observed.tax) return `total ${observed.total}, not ${asked + observed.tax}`
  if (observed.paymentStatus === 'paid' && observed.payment?.received !== observed.total)
    return `received ${observed.payment?.received ?? 0}, not ${observed.total}`
  const split = expected.mode === 'payment' ? splitFault(expected.destination, observed.destination) : null
  if (split && observed.paymentStatus === 'paid') return split
  if (observed.paymentStatus === 'no-payment-required' && observed.total !== 0)
    return `nothing paid of ${observed.total}`
  return null
}

/** Whether a subscription was begun, and its charges go where they are to go at the shop's rate; its fee is the provider's to round. */
function planFault(expected: ExpectedPayment, observed: ObservedSession): string | null {
  if (expected.mode === 'payment') return null
  if (observed.subscription === null) return 'no subscription was begun'
  const agreed = expected.destination
  const { destination } = observed.subscription
  if (agreed?.accountId !== destination?.accountId) return 'money for another account'
  if (agreed && destination && destination.feeBps * 100 !== agreed.feePpm)
    return `fee of ${destination.feeBps} hundredths of a percent, not ${agreed.feePpm / 100}`
  return null
}

type Destination = { accountId: string; fee: number } | null

/** Whether the money went where it was to go. */
function splitFault(expected: Destination, observed: Destination): string | null {
  if (expected?.accountId !== observed?.accountId) return 'money for another account'
  return expected?.fee === observed?.fee ? null : `fee ${observed?.fee ?? 0}, not ${expected?.fee ?? 0}`
}

import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'

/** A subscription that simply goes on, with what a test says otherwise. */
export const subscriptionOf = (other: Partial<Subscription> = {}): Subscription => ({
  id: '0198c0de-0000-7000-8000-000000000001' as never,
  plan: { productId: 'p' as never, slug: 'practice-room', title: 'Practice Room', pictureSeed: 'practice-room' },
  priceId: 'price-month' as never,
  interval: 'month',
  price: { amount: 900, currency: 'USD' },
  priceFrom: null,
  status: 'active',
  stage: 'active',
  hasAccess: true,
  accessEndsAt: null,
  nextCharge: { at: '2026-12-05T09:00:00Z', amount: { amount: 900, currency: 'USD' } },
  paidUntil: '2026-12-05T09:00:00Z',
  cancelAt: null,
  endedAt: null,
  resumesAt: null,
  card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034 },
  cardEndsSoon: false,
  openInvoiceId: null,
  credits: null,
  startedAt: '2026-11-05T09:00:00Z',
  can: { change: true, cancel: true, keep: false, pause: true, resume: false },
  ...other,
})

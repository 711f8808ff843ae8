import { describe, expect, it } from 'vitest'
import { decideSettlement, type ExpectedPayment, type ObservedSession } from './settlement.ts'

const expected: ExpectedPayment = {
  orderId: 'order',
  sessionId: 'cs_1',
  state: 'pending',
  isQuarantined: false,
  mode: 'payment',
  instance: 'shop.test',
  currency: 'USD',
  subtotal: 5000,
  discount: 500,
  tax: 0,
  total: 4500,
  taxMode: 'off',
  livemode: false,
  destination: null,
}
const paid: ObservedSession = {
  sessionId: 'cs_1',
  orderId: 'order',
  instance: 'shop.test',
  status: 'complete',
  paymentStatus: 'paid',
  mode: 'payment',
  currency: 'USD',
  subtotal: 4500,
  discount: 0,
  tax: 0,
  total: 4500,
  account: null,
  livemode: false,
  destination: null,
  payment: { status: 'succeeded', received: 4500 },
  subscription: null,
}

describe('what is to be done about an order', () => {
  it.each<[string, Partial<ExpectedPayment>, Partial<ObservedSession>, string]>([
    ['paid as asked', {}, {}, 'complete'],
    ['paid although we had given it up', { state: 'expired' }, {}, 'complete'],
    ['paid although it was cancelled here', { state: 'cancelled' }, {}, 'complete'],
    ['paid and completed before', { state: 'completed' }, {}, 'nothing'],
    ['paid and refunded since', { state: 'refunded' }, {}, 'nothing'],
    ['set aside before', { isQuarantined: true }, {}, 'nothing'],
    ['still open', {}, { status: 'open', paymentStatus: 'unpaid', payment: null }, 'wait'],
    ['ended unpaid', {}, { status: 'expired', paymentStatus: 'unpaid', payment: null }, 'expire'],
    [
      'ended unpaid, again',
      { state: 'expired' },
      { status: 'expired', paymentStatus: 'unpaid', payment: null },
      'nothing',
    ],
    ['a delayed method', {}, { paymentStatus: 'unpaid', payment: { status: 'processing', received: 0 } }, 'on-its-way'],
    [
      'a delayed method that failed',
      {},
      { paymentStatus: 'unpaid', payment: { status: 'failed', received: 0 } },
      'payment-failed',
    ],
  ])('%s', (_, ours, theirs, kind) => {
    expect(decideSettlement({ ...expected, ...ours }, { ...paid, ...theirs }).kind).toBe(kind)
  })

  it.each<[string, Partial<ObservedSession>]>([
    ['another session', { sessionId: 'cs_2' }],
    ['another order’s session', { orderId: 'other' }],
    ['a session without an order', { orderId: null }],
    ['another instance’s session', { instance: 'elsewhere.test' }],
    ['another mode', { mode: 'subscription' }],
    ['another account', { account: 'acct_1' }],
    ['live money for a test order', { livemode: true }],
    ['another currency', { currency: 'JPY' }],
    ['a lower total', { subtotal: 100, total: 100, payment: { status: 'succeeded', received: 100 } }],
    ['a discount that was not ours', { discount: 500, total: 4000, payment: { status: 'succeeded', received: 4000 } }],
    ['tax that was not ours', { tax: 450, total: 4950, payment: { status: 'succeeded', received: 4950 } }],
    ['less received than charged', { payment: { status: 'succeeded', received: 4499 } }],
    ['money that went to a seller', { destination: { accountId: 'acct_1', fee: 450 } }],
    ['nothing to pay although something was owed', { paymentStatus: 'no-payment-required', payment: null }],
  ])('sets aside %s and never grants', (_, theirs) => {
    expect(decideSettlement(expected, { ...paid, ...theirs }).kind).toBe('quarantine')
  })

  it.each<[string, ObservedSession['destination'], string]>([
    ['to the seller it was for, at the agreed fee', { accountId: 'acct_1', fee: 450 }, 'complete'],
    ['to the seller, at another fee', { accountId: 'acct_1', fee: 449 }, 'quarantine'],
    ['to another seller', { accountId: 'acct_2', fee: 450 }, 'quarantine'],
    ['to nobody but the shop', null, 'quarantine'],
  ])('knows money that went %s', (_, destination, kind) => {
    const ours = { ...expected, destination: { accountId: 'acct_1', fee: 450, feePpm: 100_000 } }
    expect(decideSettlement(ours, { ...paid, destination }).kind).toBe(kind)
  })

  it('takes the tax that Stripe calculated, and the total with it', () => {
    const ours = { ...expected, taxMode: 'stripe' } as const
    const theirs = { ...paid, tax: 855, total: 5355, payment: { status: 'succeeded', received: 5355 } } as const
    expect(decideSettlement(ours, theirs)).toEqual({ kind: 'complete', tax: 855, total: 5355 })
    expect(decideSettlement(ours, { ...theirs, subtotal: 4499 }).kind).toBe('quarantine')
  })

  it('keeps its own tax where tax was charged by country', () => {
    const ours = { ...expected, taxMode: 'exclusive', tax: 900, total: 5400 } as const
    const theirs = { ...paid, subtotal: 5400, total: 5400, payment: { status: 'succeeded', received: 5400 } } as const
    expect(decideSettlement(ours, theirs)).toEqual({ kind: 'complete', tax: 900, total: 5400 })
  })

  const plan: ExpectedPayment = { ...expected, mode: 'subscription', subtotal: 4500, discount: 0 }
  const begun: ObservedSession = { ...paid, mode: 'subscription', subscription: { destination: null } }
  const sellers: ExpectedPayment = { ...plan, destination: { accountId: 'acct_1', fee: 450, feePpm: 100_000 } }
  const sellersBegun = (accountId: string, feeBps: number): ObservedSession => ({
    ...begun,
    destination: { accountId, fee: 451 },
    subscription: { destination: { accountId, feeBps } },
  })
  it.each<[string, ExpectedPayment, ObservedSession, string]>([
    ['a plan that is paid', plan, begun, 'complete'],
    ['a plan that was paid once', plan, paid, 'quarantine'],
    ['goods that were subscribed to', expected, begun, 'quarantine'],
    ['a plan that began nothing', plan, { ...begun, subscription: null }, 'quarantine'],
    [
      'a trial',
      { ...plan, subtotal: 0, total: 0 },
      { ...begun, subtotal: 0, total: 0, paymentStatus: 'no-payment-required', payment: null },
      'complete',
    ],
    [
      'a plan with tax on top, which stands apart there',
      { ...plan, taxMode: 'exclusive', tax: 900, total: 5400 },
      { ...begun, tax: 900, total: 5400, payment: { status: 'succeeded', received: 5400 } },
      'complete',
    ],
    [
      'a plan without the tax that was agreed',
      { ...plan, taxMode: 'exclusive', tax: 900, total: 5400 },
      begun,
      'quarantine',
    ],
    ["a seller's plan, its fee rounded there", sellers, sellersBegun('acct_1', 1000), 'complete'],
    ["a seller's plan at another rate", sellers, sellersBegun('acct_1', 999), 'quarantine'],
    ["a seller's plan for another", sellers, sellersBegun('acct_2', 1000), 'quarantine'],
    ["a seller's plan for the shop", sellers, begun, 'quarantine'],
    ["the shop's plan for a seller", plan, sellersBegun('acct_1', 1000), 'quarantine'],
  ])('decides about %s', (_, ours, theirs, kind) => {
    expect(decideSettlement(ours, theirs).kind).toBe(kind)
  })
})

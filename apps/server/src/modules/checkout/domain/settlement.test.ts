import { describe, expect, it } from 'vitest'
import { decideSettlement, type ExpectedPayment, type ObservedSession } from './settlement.ts'

const expected: ExpectedPayment = {
  orderId: 'order',
  sessionId: 'cs_1',
  state: 'pending',
  isQuarantined: false,
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

  it.each<[string, ExpectedPayment['destination'], string]>([
    ['to the seller it was for, at the agreed fee', { accountId: 'acct_1', fee: 450 }, 'complete'],
    ['to the seller, at another fee', { accountId: 'acct_1', fee: 449 }, 'quarantine'],
    ['to another seller', { accountId: 'acct_2', fee: 450 }, 'quarantine'],
    ['to nobody but the shop', null, 'quarantine'],
  ])('knows money that went %s', (_, destination, kind) => {
    const ours = { ...expected, destination: { accountId: 'acct_1', fee: 450 } }
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
})

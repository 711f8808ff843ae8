import { describe, expect, it } from 'vitest'
import { standingOf } from './observed.ts'
import type { InvoiceFacts, SubscriptionFacts } from './subscription-gateway.ts'

const day = (number: number) => new Date(Date.UTC(2027, 0, number))

const invoice = (from: number, facts: Partial<InvoiceFacts>): InvoiceFacts => ({
  invoiceId: `in_${from}`,
  number: null,
  reason: 'subscription_cycle',
  status: 'open',
  currency: 'USD',
  subtotal: 500,
  tax: 0,
  total: 500,
  amountDue: 500,
  amountPaid: 0,
  attempts: 1,
  nextAttemptAt: null,
  createdAt: day(from),
  finalizedAt: day(from),
  paidAt: null,
  covers: { from: day(from), to: day(from + 30), providerPriceId: 'price_1' },
  needsAction: false,
  payment: null,
  ...facts,
})
const paid = (from: number) => invoice(from, { status: 'paid', amountPaid: 500, paidAt: day(from) })

type Seen = Pick<SubscriptionFacts, 'status' | 'trialEndsAt' | 'periodStartsAt' | 'invoices'>
const since = (facts: Partial<Seen>) =>
  standingOf({ status: 'past_due', trialEndsAt: null, periodStartsAt: day(91), invoices: [], ...facts }).pastDueSince

describe('since when money is owed', () => {
  it('is since the first failed payment after the last one that came', () => {
    expect(since({ invoices: [invoice(61, {}), invoice(31, {}), paid(1)] })).toEqual(day(31))
  })

  it('forgets what was left unpaid before a period that was paid', () => {
    const old = [invoice(1, { status: 'uncollectible' }), invoice(31, {})]
    expect(since({ invoices: [invoice(91, {}), paid(61), ...old] })).toEqual(day(91))
  })

  it('is since the period began where nobody has tried to collect it', () => {
    expect(since({ invoices: [invoice(91, { attempts: 0 }), paid(61)] })).toEqual(day(91))
    expect(since({})).toEqual(day(91))
  })

  it('is never while nothing is owed', () => {
    expect(since({ status: 'active', invoices: [invoice(31, {}), paid(1)] })).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import {
  ofItem,
  stripeInvoice,
  stripeItem,
  stripeLine,
  stripePrice,
  stripeSubscription,
  stripeTax,
} from '../../../test/support/builders/stripe-objects.ts'
import { coversOf, toInvoiceFacts, toRecurringDestination, toSubscriptionFacts } from './stripe-subscription-facts.ts'

const at = (seconds: number) => new Date(seconds * 1000)
const START = 1_790_000_000
const END = START + 30 * 86_400

describe('a subscription', () => {
  it('has its period and price from its item', () => {
    expect(toSubscriptionFacts(stripeSubscription(), [], null)).toMatchObject({
      subscriptionId: 'sub_1',
      customerId: 'cus_1',
      orderId: 'order',
      instance: 'shop',
      status: 'active',
      currency: 'USD',
      providerPriceId: 'price_1',
      unitAmount: 2000,
      periodStartsAt: at(START),
      periodEndsAt: at(END),
      cancelAt: null,
      paused: null,
      card: null,
      email: null,
    })
  })

  it.each([
    ['jpy', 750, 750],
    ['kwd', 5120, 5120],
    ['isk', 50_000, 500],
  ])('in %s has the amount of its currency', (currency, theirs, ours) => {
    const item = stripeItem({ price: stripePrice({ currency, unit_amount: theirs }) })
    const subscription = stripeSubscription({ currency })
    subscription.items.data = [item]
    expect(toSubscriptionFacts(subscription, [], null).unitAmount).toBe(ours)
  })

  it.each(['resting', 'unpaid'])('%s gives nothing', (status) => {
    expect(toSubscriptionFacts(stripeSubscription({ status }), [], null).status).toBe('unpaid')
  })

  it('ends on a date of its own, or with its period', () => {
    const cancelAt = (own: Parameters<typeof stripeSubscription>[0]) =>
      toSubscriptionFacts(stripeSubscription(own), [], null).cancelAt
    expect(cancelAt({ cancel_at: START + 5 })).toEqual(at(START + 5))
    expect(cancelAt({ cancel_at_period_end: true })).toEqual(at(END))
  })

  it('says where its charges go, to the hundredth of a percent', () => {
    const transfer = { amount_percent: null, destination: 'acct_1' }
    const subscription = stripeSubscription({ transfer_data: transfer, application_fee_percent: 12.29 })
    expect(toRecurringDestination(subscription)).toEqual({ accountId: 'acct_1', feeBps: 1229 })
  })

  it('that collects nothing says until when', () => {
    const paused = stripeSubscription({ pause_collection: { behavior: 'keep_as_draft', resumes_at: END } })
    expect(toSubscriptionFacts(paused, [], null).paused).toEqual({ resumesAt: at(END) })
  })
})

describe('an invoice', () => {
  it('is read in our words', () => {
    expect(toInvoiceFacts(stripeInvoice(), null)).toEqual({
      invoiceId: 'in_1',
      number: 'CW-0001',
      reason: 'subscription_cycle',
      status: 'paid',
      currency: 'USD',
      subtotal: 2000,
      tax: 0,
      total: 2000,
      amountDue: 2000,
      amountPaid: 2000,
      attempts: 1,
      nextAttemptAt: null,
      createdAt: at(START),
      finalizedAt: at(START),
      paidAt: at(START + 3),
      covers: { from: at(START), to: at(END), providerPriceId: 'price_1' },
      needsAction: false,
      payment: null,
    })
  })

  it('has discounts off its subtotal, and tax on top beside it', () => {
    const invoice = stripeInvoice({ subtotal: 2000, total: 1980, total_taxes: [stripeTax(180, 'exclusive')] })
    expect(toInvoiceFacts(invoice, null)).toMatchObject({ subtotal: 1800, tax: 180, total: 1980 })
  })

  it('has tax that is within named, and not taken away', () => {
    const invoice = stripeInvoice({ total: 2200, total_taxes: [stripeTax(200, 'inclusive')] })
    expect(toInvoiceFacts(invoice, null)).toMatchObject({ subtotal: 2200, tax: 200, total: 2200 })
  })

  it('below zero is a credit', () => {
    const invoice = stripeInvoice({ currency: 'kwd', total: -5120, amount_due: 0, amount_paid: 0 })
    expect(toInvoiceFacts(invoice, null)).toMatchObject({ total: -5120, subtotal: -5120, amountDue: 0 })
  })

  it.each(['mislaid', null])('%s is not taken for paid', (status) => {
    expect(toInvoiceFacts(stripeInvoice({ status }), null).status).toBe('open')
  })

  it('that nobody asked for by a subscription has a reason all the same', () => {
    expect(toInvoiceFacts(stripeInvoice({ billing_reason: null, parent: null }), null).reason).toBe('manual')
  })
})

describe('what an invoice covers', () => {
  const difference = stripeLine({ parent: ofItem({ proration: true }) })
  it('is no part of a period', () => {
    expect(coversOf([difference])).toBeNull()
  })
  it('is not what was put on it by hand', () => {
    const byHand = stripeLine({
      parent: {
        invoice_item_details: {
          invoice_item: 'ii_1',
          proration: false,
          proration_details: null,
          subscription: 'sub_1',
        },
        subscription_item_details: null,
        type: 'invoice_item_details',
      },
    })
    expect(coversOf([byHand])).toBeNull()
  })
  it('is the period that ends last, beside differences', () => {
    const later = stripeLine({
      period: { start: END, end: END + 86_400 },
      pricing: {
        price_details: { price: stripePrice({ id: 'price_2' }), product: 'prod_1' },
        type: 'price_details',
        unit_amount_decimal: null,
      },
    })
    const covers = { from: at(END), to: at(END + 86_400), providerPriceId: 'price_2' }
    expect(coversOf([difference, later, stripeLine()])).toEqual(covers)
    expect(coversOf([stripeLine(), later])).toEqual(covers)
  })
  it('is a trial too, which costs nothing', () => {
    expect(coversOf([stripeLine({ amount: 0, description: 'Trial period for Plan' })])).not.toBeNull()
  })
})

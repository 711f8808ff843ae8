import { z } from 'zod'
import { buildSubscription } from '../billing/build-subscription.ts'
import { buildInvoice } from '../billing/draft-invoice.ts'
import type { DraftLine } from '../billing/invoice-lines.ts'
import { setTimers } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { findByParam } from '../wire/find.ts'

const Metadata = z.record(z.string(), z.string()).nullish()
const Id = z.string().min(1).max(255)
const PriceName = z.union([Id, z.object({ id: Id }).transform(({ id }) => id)])

/** A subscription that runs from now on: a whole one as Stripe answers it, or its customer and prices alone. */
export const SubscriptionFixture = z.object({
  object: z.literal('subscription'),
  id: Id,
  customer: Id,
  items: z.object({
    data: z.array(z.object({ price: PriceName, quantity: z.int().positive().optional() })).min(1),
  }),
  status: z
    .enum(['active', 'canceled', 'incomplete', 'incomplete_expired', 'past_due', 'paused', 'trialing', 'unpaid'])
    .optional(),
  default_payment_method: z.string().nullish(),
  metadata: Metadata,
  trial_end: z.int().nullish(),
})

/** An invoice over one amount, of a subscription that is there or of none; nothing was paid for it by card. */
export const InvoiceFixture = z.object({
  object: z.literal('invoice'),
  id: Id,
  customer: Id,
  amount_due: z.int().min(0),
  currency: z.string().length(3).optional(),
  description: z.string().nullish(),
  metadata: Metadata,
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
  subscription: Id.nullish(),
})

export function plantSubscription(call: Call, fixture: z.output<typeof SubscriptionFixture>): SubscriptionObject {
  const { id, items, status, metadata } = fixture
  const planted = buildSubscription(call, {
    id,
    customer: customerOf(call, fixture.customer),
    items: items.data.map(({ price, quantity }) => ({
      price: findByParam(call, 'price', 'price', price, 'items'),
      quantity: quantity ?? 1,
    })),
    defaultMethod: fixture.default_payment_method ?? null,
    metadata: metadata ?? {},
    trialEnd: fixture.trial_end ?? null,
  })
  const stored = call.store.put('subscription', {
    ...planted,
    status: status ?? (fixture.trial_end ? 'trialing' : 'active'),
  })
  setTimers(call, stored)
  return stored
}

export function plantInvoice(call: Call, fixture: z.output<typeof InvoiceFixture>): InvoiceObject {
  const now = call.sandbox.clock.now()
  const { id, amount_due: amount, status = 'open', subscription } = fixture
  const currency = fixture.currency ?? 'usd'
  const built = buildInvoice(call, {
    customer: { ...customerOf(call, fixture.customer), balance: 0 },
    subscription: subscription ? findByParam(call, 'subscription', 'subscription', subscription, 'subscription') : null,
    reason: 'manual',
    lines: [lineOver(amount, currency, fixture.description ?? null, now)],
    pending: [],
    discounts: [],
    period: { start: now, end: now },
    currency,
    advances: false,
    metadata: fixture.metadata ?? {},
  })
  const isPaid = status === 'paid'
  return call.store.put('invoice', {
    ...built,
    id,
    amount_paid: isPaid ? amount : 0,
    amount_remaining: isPaid ? 0 : amount,
    lines: {
      ...built.lines,
      data: built.lines.data.map((line) => ({ ...line, invoice: id })),
      url: `/v1/invoices/${id}/lines`,
    },
    status,
    status_transitions: {
      finalized_at: status === 'draft' ? null : now,
      marked_uncollectible_at: status === 'uncollectible' ? now : null,
      paid_at: isPaid ? now : null,
      voided_at: status === 'void' ? now : null,
    },
  })
}

function customerOf(call: Call, id: string): CustomerObject {
  return call.store.get('customer', id) ?? createCustomer(call, { id, email: null, name: null }, { silently: true })
}

function lineOver(amount: number, currency: string, description: string | null, now: number): DraftLine {
  return {
    amount,
    currency,
    description,
    isDiscountable: true,
    metadata: {},
    parent: {
      invoice_item_details: {
        invoice_item: 'ii_planted',
        proration: false,
        proration_details: null,
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: { start: now, end: now },
    price: null,
    pricing: { type: 'price_details', unit_amount_decimal: String(amount) },
    quantity: 1,
    subscription: null,
    taxRates: [],
  }
}

import { createHash } from 'node:crypto'
import { newId, type OrderId } from '@cashwrap/shared/ids'
import { partOf, taxWithin } from '@cashwrap/shared/money'
import type { Tx } from '../../platform/db/database.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import type { PlanOffer } from '../catalogue/index.ts'
import { announceSale, type CompleteDeps, confirmPurchase, taxLabel } from '../checkout/index.ts'
import { completeShares, insertShares, type OrderShare } from '../marketplace/index.ts'
import { notify } from '../notifications/index.ts'
import {
  completeOrder,
  endOrder,
  insertOrder,
  listOrderItems,
  lockOrder,
  type NewOrder,
  quarantineOrder,
  refundUnfulfilled,
  type StoredOrder,
} from '../orders/index.ts'
import { recordPayment } from '../payments/index.ts'
import { promiseRefund } from '../refunds/index.ts'
import {
  bookInvoice,
  type InvoicePayment,
  type MirroredSubscription,
  nameCredits,
  namePlan,
  type StoredSubscription,
  type UnbookedInvoice,
} from '../subscriptions/index.ts'

type BookDeps = CompleteDeps & { config: { stripe: { mode: 'sandbox' | 'test' | 'live' } } }

/** Where the orders of later invoices come from. */
const RENEWAL = 'renewal'

type PaidInvoice = UnbookedInvoice & { payment: InvoicePayment }

/**
 * Gives every invoice that was paid an order of its own, complete with its payment, the seller's share, receipt and webhooks, so
 * that money of a renewal is found, told and refunded as any other. Once per invoice; the caller holds the subscription's lock.
 */
export async function bookInvoices(
  deps: BookDeps,
  tx: Tx,
  actor: Actor,
  { subscription, plan, unbooked }: MirroredSubscription,
  at: Date,
): Promise<void> {
  const paid = unbooked.flatMap((one) => (one.facts.payment ? [{ ...one, payment: one.facts.payment }] : []))
  if (paid.length === 0) return
  const first = await lockOrder(tx, subscription.orderId)
  if (!first) throw new Error(`subscription ${subscription.id} was begun by an order that is not there`)
  for (const invoice of paid) await bookOne(deps, tx, actor, { subscription, plan, first, invoice, at })
}

interface Renewal {
  subscription: StoredSubscription
  plan: PlanOffer
  /** The order that began it, whose tax goes on. */
  first: StoredOrder
  invoice: PaidInvoice
  at: Date
}

async function bookOne(deps: BookDeps, tx: Tx, actor: Actor, renewal: Renewal): Promise<void> {
  const { subscription, invoice, at } = renewal
  const { facts, payment } = invoice
  const placed = toOrder(renewal)
  await insertOrder(tx, placed)
  if (!(await bookInvoice(tx, invoice.stored.id, placed.id)))
    throw new Error(`invoice ${facts.invoiceId} is booked by another order`)
  const fault = faultOf(renewal)
  if (fault) {
    await quarantineOrder(tx, placed.id, fault, at)
    await recordAudit(tx, { at, actor, action: 'order.quarantined', orderId: placed.id, facts: { reason: fault } })
    return
  }
  const money = {
    orderId: placed.id,
    providerObjectId: payment.intentId,
    amount: payment.received,
    currency: facts.currency,
    account: null,
    livemode: deps.config.stripe.mode === 'live',
    capturedAt: payment.capturedAt ?? facts.paidAt ?? at,
    at,
  }
  if (subscription.duplicateOf !== null) return giveBack(deps, tx, actor, renewal, placed, money)
  await completeOrder(tx, placed.id, { at, buyerEmail: null, tax: placed.tax, total: placed.total })
  await recordPayment(tx, money)
  const shares = sharesOfInvoice(renewal)
  await insertShares(tx, placed.id, shares)
  if (shares.length > 0) await completeShares(deps, tx, actor, { orderId: placed.id, chargeId: payment.chargeId, at })
  await recordAudit(tx, {
    at,
    actor,
    action: 'order.completed',
    orderId: placed.id,
    subjectId: subscription.id,
    facts: { total: placed.total, currency: placed.currency, reason: facts.reason },
  })
  const order = await lockOrder(tx, placed.id)
  if (!order) throw new Error('the order that was just written is not there')
  const items = await listOrderItems(tx, placed.id)
  const sale = { at, email: null, phone: null, tax: order.tax, total: order.total, shares }
  if (facts.covers) await sendReceipt(deps, tx, renewal, order)
  else await confirmPurchase(deps, tx, order, items, sale)
  await announceSale(tx, deps, order, items, sale)
}

/** The charge of one that its owner has twice: it gives nothing, so it goes back. */
async function giveBack(
  deps: CompleteDeps,
  tx: Tx,
  actor: Actor,
  { at, subscription }: Renewal,
  placed: NewOrder,
  money: Parameters<typeof recordPayment>[1],
): Promise<void> {
  await endOrder(tx, placed.id, 'cancelled', at)
  await refundUnfulfilled(tx, placed.id, at)
  await recordPayment(tx, money)
  const back = { orderId: placed.id, amount: money.amount, currency: money.currency, at }
  const reason = 'subscribed-already'
  await promiseRefund(deps, tx, actor, { ...back, reason, providerPaymentId: money.providerObjectId })
  const order = await lockOrder(tx, placed.id)
  if (order && subscription.email !== null)
    await notify(tx, deps, {
      kind: 'payment-refunded',
      subjectId: placed.id,
      orderId: placed.id,
      recipient: subscription.email,
      payload: { orderNumber: order.number, total: money.amount, currency: money.currency, reason },
      at,
    })
}

/** Whether the money is what the invoice says and went where it was agreed to go. */
function faultOf({ subscription, invoice }: Renewal): string | null {
  const { facts, payment } = invoice
  if (facts.currency !== subscription.currency) return `currency ${facts.currency}, not ${subscription.currency}`
  if (payment.received !== facts.amountPaid) return `received ${payment.received}, not ${facts.amountPaid}`
  return (payment.destination?.accountId ?? null) === subscription.accountId ? null : 'money for another account'
}

function sharesOfInvoice({ subscription, invoice, first }: Renewal): OrderShare[] {
  const { sellerId, accountId, feePpm } = subscription
  if (sellerId === null || accountId === null || feePpm === null) return []
  const { facts, payment } = invoice
  // Tax that the provider adds stays out of a seller's figures, as with any order.
  const gross = facts.amountPaid - (first.taxMode === 'stripe' ? taxOf(invoice, first) : 0)
  const fee = Math.min(gross, payment.destination?.fee ?? 0)
  return [{ sellerId, way: 'destination', accountId, currency: facts.currency, gross, fee, feePpm }]
}

/** The tax in what was paid: of an invoice that a balance paid in part, in proportion. Minor units. */
function taxOf({ facts }: PaidInvoice, first: StoredOrder): number {
  if (first.taxMode === 'off') return 0
  if (first.taxMode === 'inclusive')
    return first.taxRateBps === null ? 0 : taxWithin(facts.amountPaid, first.taxRateBps)
  if (facts.total <= 0 || facts.tax <= 0) return 0
  return Math.min(facts.amountPaid, partOf(facts.tax, facts.amountPaid, facts.total))
}

function toOrder({ subscription, plan, first, invoice, at }: Renewal): NewOrder {
  const { facts } = invoice
  const tax = taxOf(invoice, first)
  const subtotal = facts.amountPaid - (subscription.taxOnTop ? tax : 0)
  const id: OrderId = newId(at.getTime())
  return {
    id,
    source: RENEWAL,
    instance: subscription.instance,
    basket: null,
    buyAgain: true,
    buyerUserId: subscription.userId,
    buyerEmail: subscription.email,
    siteId: null,
    creditAccountId: null,
    subscriptionId: subscription.id,
    currency: facts.currency,
    subtotal,
    discount: 0,
    tax,
    total: facts.amountPaid,
    taxMode: first.taxMode,
    taxCountry: first.taxCountry,
    taxRateBps: first.taxRateBps,
    couponId: null,
    couponCode: null,
    fingerprint: createHash('sha256').update(facts.invoiceId).digest(),
    requestId: null,
    at,
    items: [
      {
        productId: plan.productId,
        priceId: plan.priceId,
        sellerId: subscription.sellerId,
        kind: 'plan',
        title: facts.covers ? plan.title : `${plan.title}: change of plan`,
        quantity: 1,
        unitAmount: subtotal,
        subtotal,
        discount: 0,
        tax,
        total: facts.amountPaid,
        credits: null,
        plan: { interval: plan.interval, trialDays: 0 },
      },
    ],
  }
}

async function sendReceipt(deps: CompleteDeps, tx: Tx, renewal: Renewal, order: StoredOrder): Promise<void> {
  const { subscription, plan, invoice, first, at } = renewal
  const { covers, paidAt } = invoice.facts
  if (!covers || subscription.email === null) return
  const credits = invoice.stored.reason === 'subscription_cycle' ? nameCredits(plan) : null
  await notify(tx, deps, {
    kind: 'renewal-receipt',
    subjectId: order.id,
    orderId: order.id,
    recipient: subscription.email,
    payload: {
      plan: namePlan(subscription, plan),
      orderNumber: order.number,
      total: order.total,
      tax: order.tax,
      taxIncluded: first.taxMode === 'inclusive',
      taxLabel: order.taxRateBps === null ? null : taxLabel(order.taxRateBps),
      currency: order.currency,
      coversFrom: covers.from.toISOString(),
      coversTo: covers.to.toISOString(),
      paidAt: (paidAt ?? at).toISOString(),
      credits,
    },
    at,
  })
}

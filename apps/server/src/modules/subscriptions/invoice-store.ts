import type { InvoiceStatus } from '@cashwrap/shared/contracts/subscriptions'
import {
  newId,
  type OrderId,
  type PriceId,
  type SubscriptionId,
  type SubscriptionInvoiceId,
} from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { InvoiceFacts } from './domain/subscription-gateway.ts'

/** What is known of an invoice, as far as acting on it goes. */
export interface StoredInvoice {
  id: SubscriptionInvoiceId
  providerInvoiceId: string
  reason: string
  status: InvoiceStatus
  priceId: PriceId | null
  amountPaid: number
  coversFrom: Date | null
  coversTo: Date | null
  orderId: OrderId | null
  allowanceAt: Date | null
  createdAt: Date
}

/** Writes invoices as they stand now, new or known, in one statement; answers them oldest first. */
export async function saveInvoices(
  tx: Tx,
  subscriptionId: SubscriptionId,
  invoices: readonly InvoiceFacts[],
  prices: ReadonlyMap<string, PriceId>,
): Promise<StoredInvoice[]> {
  if (invoices.length === 0) return []
  const rows = await tx
    .insertInto('subscription_invoices')
    .values(
      invoices.map((facts) => ({
        id: newId<'subscription-invoice'>(facts.createdAt.getTime()),
        subscription_id: subscriptionId,
        provider_invoice_id: facts.invoiceId,
        number: facts.number,
        reason: facts.reason,
        status: facts.status,
        price_id: facts.covers && (prices.get(facts.covers.providerPriceId) ?? null),
        currency: facts.currency,
        subtotal: facts.subtotal,
        tax: facts.tax,
        total: facts.total,
        amount_due: facts.amountDue,
        amount_paid: facts.amountPaid,
        attempts: facts.attempts,
        next_attempt_at: facts.nextAttemptAt,
        covers_from: facts.covers?.from ?? null,
        covers_to: facts.covers?.to ?? null,
        payment_intent_id: facts.payment?.intentId ?? null,
        created_at: facts.createdAt,
        paid_at: facts.paidAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('provider_invoice_id').doUpdateSet((set) => ({
        number: set.ref('excluded.number'),
        status: set.ref('excluded.status'),
        price_id: set.ref('excluded.price_id'),
        subtotal: set.ref('excluded.subtotal'),
        tax: set.ref('excluded.tax'),
        total: set.ref('excluded.total'),
        amount_due: set.ref('excluded.amount_due'),
        amount_paid: set.ref('excluded.amount_paid'),
        attempts: set.ref('excluded.attempts'),
        next_attempt_at: set.ref('excluded.next_attempt_at'),
        covers_from: set.ref('excluded.covers_from'),
        covers_to: set.ref('excluded.covers_to'),
        // What paid it is not asked for again once it is booked.
        payment_intent_id: set.fn.coalesce('excluded.payment_intent_id', 'subscription_invoices.payment_intent_id'),
        paid_at: set.ref('excluded.paid_at'),
      })),
    )
    .returningAll()
    .execute()
  return rows
    .map((row) => ({
      id: row.id,
      providerInvoiceId: row.provider_invoice_id,
      reason: row.reason,
      status: row.status,
      priceId: row.price_id,
      amountPaid: row.amount_paid,
      coversFrom: row.covers_from,
      coversTo: row.covers_to,
      orderId: row.order_id,
      allowanceAt: row.allowance_at,
      createdAt: row.created_at,
    }))
    .sort(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.providerInvoiceId < b.providerInvoiceId ? -1 : 1),
    )
}

/** The provider's ids of invoices whose money is booked. */
export async function bookedInvoices(db: Db | Tx, subscriptionId: SubscriptionId): Promise<Set<string>> {
  const rows = await db
    .selectFrom('subscription_invoices')
    .select('provider_invoice_id')
    .where('subscription_id', '=', subscriptionId)
    .where('order_id', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.provider_invoice_id))
}

/** Notes the order that an invoice's money belongs to: true for the call that did it. */
export async function bookInvoice(tx: Tx, id: SubscriptionInvoiceId, orderId: OrderId): Promise<boolean> {
  const row = await tx
    .updateTable('subscription_invoices')
    .set({ order_id: orderId })
    .where('id', '=', id)
    .where('order_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes that the periods of these invoices were given their allowance. */
export async function markAllowances(tx: Tx, invoices: readonly Pick<StoredInvoice, 'id'>[], at: Date): Promise<void> {
  if (invoices.length === 0) return
  await tx
    .updateTable('subscription_invoices')
    .set({ allowance_at: at })
    .where(
      'id',
      'in',
      invoices.map((one) => one.id),
    )
    .execute()
}

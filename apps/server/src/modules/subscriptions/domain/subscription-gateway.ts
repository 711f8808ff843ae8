import type {
  InvoiceStatus,
  PaymentCard,
  PlanInterval,
  SubscriptionStatus,
} from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId, ProductId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
import type { Result } from '@cashwrap/shared/result'

/** A plan's price as it has to exist at the provider before anybody can subscribe to it. */
export interface PlanPriceToSell {
  priceId: PriceId
  productId: ProductId
  /** What old clients know the price by: one that stands at the provider under this id, at the same terms, is used as it is. */
  externalId: string
  title: string
  interval: PlanInterval
  price: Money
  instance: string
}

/** A subscription at the provider as it stands now. Amounts in our minor units. */
export interface SubscriptionFacts {
  subscriptionId: string
  customerId: string
  /** What its metadata says. */
  orderId: string | null
  instance: string | null
  status: SubscriptionStatus
  currency: string
  /** Its one item. */
  providerPriceId: string
  unitAmount: number
  periodStartsAt: Date
  periodEndsAt: Date
  trialEndsAt: Date | null
  /** When it is going to end, whether at the period's end or on a date of its own. */
  cancelAt: Date | null
  canceledAt: Date | null
  endedAt: Date | null
  /** Set while it collects nothing. */
  paused: { resumesAt: Date | null } | null
  /** What is charged: its own method, else its customer's. */
  card: PaymentCard | null
  /** The customer's address, in lower case. */
  email: string | null
  /** The next charge as the provider foretells it, with tax and what is credited; null where there is none or it does not say. */
  nextCharge: { at: Date; amount: number } | null
  /** Newest first. */
  invoices: readonly InvoiceFacts[]
}

export interface InvoiceFacts {
  invoiceId: string
  number: string | null
  /** The provider's word: `subscription_create`, `subscription_cycle`, `subscription_update`, `manual`, ... */
  reason: string
  status: InvoiceStatus
  currency: string
  /** After discounts, before tax that comes on top. */
  subtotal: number
  /** What was added, or is within. */
  tax: number
  total: number
  amountDue: number
  amountPaid: number
  attempts: number
  nextAttemptAt: Date | null
  createdAt: Date
  finalizedAt: Date | null
  paidAt: Date | null
  /** The period of the plan it charges, by its lines that are no proration; the provider's price of that line. */
  covers: { from: Date; to: Date; providerPriceId: string } | null
  /** The payment waits for its buyer, as a bank wants to hear from them. */
  needsAction: boolean
  /** What paid it; null while nothing did, and where it came to nothing. Left out (null) for invoices that the caller knows as paid. */
  payment: InvoicePayment | null
}

export interface InvoicePayment {
  intentId: string
  chargeId: string | null
  received: number
  capturedAt: Date | null
  /** The seller's account that the charge went to, and what the shop kept of it. */
  destination: { accountId: string; fee: number } | null
}

export interface PlanChange {
  subscriptionId: string
  providerPriceId: string
  /** Differences are worked out for this moment. */
  prorationAt: Date
  /**
   * - `charge`: the difference is charged at once
   * - `credit`: it is taken off the next charge
   * - `next-period`: the new price begins when what is paid for ends; there is no difference
   */
  way: 'charge' | 'credit' | 'next-period'
  /** For `next-period`: when that is. */
  from: Date | null
}

export interface ChangeQuote {
  dueNow: number
  /** Taken off later charges. */
  credit: number
  lines: { text: string; amount: number }[]
  currency: string
  /** The charge after this one. */
  next: { at: Date; amount: number } | null
}

export type GatewayFailure = { kind: 'missing' } | { kind: 'unavailable' }
/**
 * - `declined`: the card was; nothing has changed
 * - `refused`: the provider does not do this as the subscription stands
 * - `unknown`: it did not answer; what came of it is seen when it is read
 */
export type CommandFailure = { kind: 'declined' } | { kind: 'refused'; reason: string } | { kind: 'unknown' }

/** Subscriptions at the outside party that takes money. Never called inside a transaction. */
export interface SubscriptionGateway {
  /** Finds or makes the provider's price for one of ours; the same one every time. */
  ensurePrice(price: PlanPriceToSell): Promise<Result<{ providerPriceId: string }, GatewayFailure>>
  /** Whether somebody can subscribe as this customer: one that was deleted is gone, and a balance would be set off against what is asked. */
  canSubscribe(customerId: string): Promise<Result<boolean, GatewayFailure>>
  /** Finds or makes a tax rate that is added on top. */
  ensureTaxRate(rate: {
    rateBps: number
    country: string | null
  }): Promise<Result<{ taxRateId: string }, GatewayFailure>>
  /** The present truth, with its newest invoices. Payments of invoices in `paid` are not asked for again. */
  read(subscriptionId: string, paid: ReadonlySet<string>): Promise<Result<SubscriptionFacts, GatewayFailure>>
  preview(change: PlanChange): Promise<Result<ChangeQuote, CommandFailure>>
  /** The same key and change give the same outcome. A card that is declined leaves everything as it was. */
  change(change: PlanChange, idempotencyKey: string): Promise<Result<null, CommandFailure>>
  /** At the period's end, or at once; what was paid stays paid. */
  cancel(subscriptionId: string, when: 'period-end' | 'now'): Promise<Result<null, CommandFailure>>
  /** Takes a cancellation at the period's end back. */
  keep(subscriptionId: string): Promise<Result<null, CommandFailure>>
  /** Collects nothing from the next period on, until then; what would have been charged stays a draft. */
  pause(subscriptionId: string, resumesAt: Date): Promise<Result<null, CommandFailure>>
  /** Collects again. The running period's draft, if it was left out, is charged now. */
  resume(subscriptionId: string, idempotencyKey: string): Promise<Result<null, CommandFailure>>
  /** A link to the provider's own pages for this customer. */
  openPortal(visit: {
    customerId: string
    returnUrl: string
    flow: 'payment-method' | null
  }): Promise<Result<{ url: string }, CommandFailure>>
  /** Where the provider shows an invoice. */
  readInvoice(invoiceId: string): Promise<Result<{ page: string | null; pdf: string | null }, GatewayFailure>>
  /** The subscription that an invoice, or the payment of one, belongs to, and the order that its metadata names. */
  findByPayment(paymentIntentId: string): Promise<Result<{ subscriptionId: string } | null, GatewayFailure>>
}

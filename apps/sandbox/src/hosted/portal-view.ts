import { periodOf } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import { keptMethods } from '../payments/keep-method.ts'
import { mayRemove, runningSubscriptions } from '../portal/change-billing.ts'
import { nextCharge } from '../portal/next-charge.ts'
import type { OpenPortal } from '../portal/sessions.ts'
import { dayText } from '../site/day-text.ts'
import { formatAmount } from '../site/money-text.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject, PaymentMethodObject } from '../state/object-types.ts'
import { businessNameOf } from './business-name.ts'
import { priceText } from './price-text.ts'

export type Mood = 'good' | 'waiting' | 'bad' | 'over'

export type PlanView = {
  id: string
  name: string
  price: string
  state: string
  mood: Mood
  /** What happens next, and when. */
  next: string | null
  /** What it is charged to. */
  card: string | null
  /** Whether `next` is a charge. */
  isCharged: boolean
  canCancel: boolean
  canKeep: boolean
}

export type MethodView = { id: string; name: string; expires: string; isDefault: boolean; canRemove: boolean }

export type InvoiceRow = {
  id: string
  day: string
  what: string
  amount: string
  state: string
  mood: Mood
  /** Its hosted page and its PDF. */
  url: string | null
  pdfUrl: string | null
  canPay: boolean
}

export type PortalView = {
  merchant: string
  headline: string | null
  returnUrl: string | null
  plans: PlanView[]
  /** Null where the shop does not let customers look after their cards. */
  methods: MethodView[] | null
  /** Null where the shop does not show invoices. */
  invoices: InvoiceRow[] | null
  information: CustomerObject
  canChangeInformation: boolean
  links: { name: string; url: string }[]
}

const SHOWN_INVOICES = 24

/** All that a customer sees of their billing. */
export function viewOfPortal(call: Call, { session, configuration, customer }: OpenPortal): PortalView {
  const { features, business_profile: profile } = configuration
  const links = [
    { name: 'Terms of service', url: profile.terms_of_service_url },
    { name: 'Privacy policy', url: profile.privacy_policy_url },
  ]
  return {
    merchant: businessNameOf(call, customer.id),
    headline: profile.headline,
    returnUrl: session.return_url,
    plans: runningSubscriptions(call, customer.id)
      .filter(({ status }) => status !== 'incomplete')
      .map((subscription) => planOf(call, customer, subscription, features.subscription_cancel.enabled)),
    methods: features.payment_method_update.enabled ? methodsOf(call, customer) : null,
    invoices: features.invoice_history.enabled ? invoicesOf(call, customer) : null,
    information: customer,
    canChangeInformation: features.customer_update.enabled,
    links: links.flatMap(({ name, url }) => (url ? [{ name, url }] : [])),
  }
}

/** The names of what is subscribed to. */
export function nameOfPlan(call: Call, subscription: SubscriptionObject): string {
  return subscription.items.data
    .map(({ price, quantity }) => {
      const name = call.store.get('product', price.product)?.name ?? 'Plan'
      return quantity === 1 ? name : `${quantity} × ${name}`
    })
    .join(' and ')
}

function planOf(call: Call, customer: CustomerObject, subscription: SubscriptionObject, canCancel: boolean): PlanView {
  const method = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method ?? undefined
  const stored = method === undefined ? undefined : call.store.get('payment_method', method)
  const ends = subscription.cancel_at_period_end || subscription.cancel_at !== null
  return {
    id: subscription.id,
    name: nameOfPlan(call, subscription),
    price: subscription.items.data.map(({ price, quantity }) => priceText(price, quantity)).join(' + '),
    ...stateOf(subscription),
    next: nextOf(call, subscription),
    card: stored ? cardName(stored) : null,
    isCharged: !ends && (subscription.status === 'active' || subscription.status === 'trialing'),
    canCancel: canCancel && !ends,
    canKeep: canCancel && ends,
  }
}

function stateOf(subscription: SubscriptionObject): { state: string; mood: Mood } {
  const { status, cancel_at: cancelAt, pause_collection: paused } = subscription
  if (status === 'past_due' || status === 'unpaid') return { state: 'Payment overdue', mood: 'bad' }
  if (cancelAt !== null) return { state: `Ends on ${dayText(cancelAt)}`, mood: 'waiting' }
  if (status === 'paused' || paused !== null) return { state: 'Paused', mood: 'waiting' }
  if (status === 'trialing') return { state: `Free until ${dayText(subscription.trial_end ?? 0)}`, mood: 'good' }
  return { state: 'Active', mood: 'good' }
}

function nextOf(call: Call, subscription: SubscriptionObject): string | null {
  if (subscription.cancel_at !== null) return 'Nothing more will be charged. You can use it until then.'
  if (subscription.status === 'paused') return null
  if (subscription.status === 'past_due' || subscription.status === 'unpaid') {
    return 'The last payment did not go through. Pay the open invoice below.'
  }
  const { amount, currency } = nextCharge(call, subscription)
  return `Next charge: ${formatAmount(amount, currency)} on ${dayText(periodOf(subscription).end)}`
}

function methodsOf(call: Call, customer: CustomerObject): MethodView[] {
  return keptMethods(call, customer.id).map((method) => ({
    id: method.id,
    name: cardName(method),
    expires: method.card ? `Expires ${String(method.card.exp_month).padStart(2, '0')} / ${method.card.exp_year}` : '',
    isDefault: customer.invoice_settings.default_payment_method === method.id,
    canRemove: mayRemove(call, customer, method),
  }))
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

/** A method as its owner knows it: "Visa ending in 4242". */
export function cardName({ card, type }: PaymentMethodObject): string {
  if (!card) return type.replaceAll('_', ' ')
  const brand = BRANDS[card.brand] ?? `${card.brand.slice(0, 1).toUpperCase()}${card.brand.slice(1)}`
  return `${brand} ending in ${card.last4}`
}

const STATES: Record<InvoiceObject['status'], { state: string; mood: Mood }> = {
  draft: { state: 'Draft', mood: 'over' },
  open: { state: 'Open', mood: 'bad' },
  paid: { state: 'Paid', mood: 'good' },
  uncollectible: { state: 'Not paid', mood: 'bad' },
  void: { state: 'Void', mood: 'over' },
}

function invoicesOf(call: Call, customer: CustomerObject): InvoiceRow[] {
  return call.store
    .where('invoice', 'customer', customer.id)
    .filter(({ status }) => status !== 'draft')
    .reverse()
    .slice(0, SHOWN_INVOICES)
    .map((invoice) => ({
      id: invoice.id,
      day: dayText(invoice.status_transitions.finalized_at ?? invoice.created),
      what: invoice.number ?? invoice.id,
      amount: formatAmount(invoice.total, invoice.currency),
      ...STATES[invoice.status],
      url: invoice.hosted_invoice_url ?? null,
      pdfUrl: invoice.invoice_pdf ?? null,
      canPay: invoice.status === 'open' && invoice.amount_remaining > 0,
    }))
}

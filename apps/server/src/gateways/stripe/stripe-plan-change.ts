import type Stripe from 'stripe'
import type { ChangeQuote, PlanChange } from '../../modules/subscriptions/index.ts'
import { fromStripeAmount } from './stripe-amount.ts'
import { coversOf, isPlanLine, isProration, soleItem } from './stripe-subscription-facts.ts'
import { fromUnix, toUnix } from './stripe-time.ts'

const TAX_TEXT = 'Tax'
const BALANCE_TEXT = 'Balance'

/** What each way of changing is at Stripe; the same words for looking at it beforehand and for doing it. */
function prorationOf({ way, prorationAt }: PlanChange) {
  if (way === 'next-period') return { proration_behavior: 'none' as const }
  return {
    proration_behavior: way === 'charge' ? ('always_invoice' as const) : ('create_prorations' as const),
    proration_date: toUnix(prorationAt),
  }
}

/**
 * Changes the price of a subscription's one item. What is paid for runs on to its end as a trial where the new price begins
 * then: Stripe charges it on that day, and every period after. A card that is declined leaves everything as it was.
 */
export async function changePlan(stripe: Stripe, change: PlanChange, idempotencyKey: string): Promise<void> {
  const item = soleItem(await stripe.subscriptions.retrieve(change.subscriptionId))
  await stripe.subscriptions.update(
    change.subscriptionId,
    {
      items: [{ id: item.id, price: change.providerPriceId }],
      ...prorationOf(change),
      payment_behavior: 'error_if_incomplete',
      ...(change.way === 'next-period' && {
        trial_end: change.from === null ? item.current_period_end : toUnix(change.from),
        // Who paid until then without leaving a method is asked for one, not dropped.
        trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
      }),
    },
    { idempotencyKey },
  )
}

/** Asks Stripe what a change would cost. Throws what Stripe answers otherwise. */
export async function previewChange(stripe: Stripe, change: PlanChange): Promise<ChangeQuote> {
  const subscription = await stripe.subscriptions.retrieve(change.subscriptionId)
  const item = soleItem(subscription)
  const invoiceBy = (proration: ReturnType<typeof prorationOf>) =>
    stripe.invoices.createPreview({
      subscription: change.subscriptionId,
      subscription_details: { items: [{ id: item.id, price: change.providerPriceId }], ...proration },
    })
  const plain = await invoiceBy({ proration_behavior: 'none' })
  if (change.way === 'next-period') return quoteNextPeriod(plain, change.from ?? fromUnix(item.current_period_end))
  const changed = await invoiceBy(prorationOf(change))
  return quoteDifference(changed, plain, {
    changedAt: change.prorationAt,
    periodEndsAt: fromUnix(item.current_period_end),
  })
}

/**
 * What a change costs by the invoice that comes of it. Stripe makes that one at once, or shows the next one: where the
 * difference waits for it, and where there is none, as in a trial. Which it is stands on the line of the plan.
 * @param plain the plan's next invoice without any difference
 */
export function quoteDifference(
  changed: Stripe.Invoice,
  plain: Stripe.Invoice,
  { changedAt, periodEndsAt }: { changedAt: Date; periodEndsAt: Date },
): ChangeQuote {
  const amount = amountsIn(changed)
  const covers = coversOf(changed.lines.data)
  const due = amount(Math.max(0, changed.amount_due))
  const currency = changed.currency.toUpperCase()
  if (covers !== null && toUnix(covers.from) > toUnix(changedAt)) {
    const prorations = changed.lines.data.filter(isProration)
    return {
      dueNow: 0,
      credit: amount(Math.max(0, -totalOf(prorations))),
      lines: linesOf(changed, prorations),
      currency,
      next: { at: covers.from, amount: due },
    }
  }
  return {
    dueNow: due,
    // Below zero, it stays on the customer's balance.
    credit: amount(Math.max(0, -changed.total)),
    lines: [
      ...linesOf(changed, changed.lines.data),
      ...lineUnlessNothing(BALANCE_TEXT, amount(changed.total > 0 ? changed.amount_due - changed.total : 0)),
    ],
    currency,
    // Where the change begins a period of its own, that one is charged already.
    next: { at: covers?.to ?? periodEndsAt, amount: planTotal(plain) },
  }
}

export const quoteNextPeriod = (plain: Stripe.Invoice, from: Date): ChangeQuote => ({
  dueNow: 0,
  credit: 0,
  lines: [],
  currency: plain.currency.toUpperCase(),
  next: { at: from, amount: planTotal(plain) },
})

/** What one period of the plan costs, with discounts off and tax on. */
const planTotal = (invoice: Stripe.Invoice): number =>
  amountsIn(invoice)(Math.max(0, totalOf(invoice.lines.data.filter(isPlanLine))))

function linesOf(invoice: Stripe.Invoice, lines: readonly Stripe.InvoiceLineItem[]): ChangeQuote['lines'] {
  const amount = amountsIn(invoice)
  return [
    ...lines.map((line) => ({ text: line.description ?? '', amount: amount(line.amount - discountOf(line)) })),
    ...lineUnlessNothing(TAX_TEXT, amount(lines.reduce((sum, line) => sum + taxOnTop(line), 0))),
  ]
}

const lineUnlessNothing = (text: string, amount: number): ChangeQuote['lines'] =>
  amount === 0 ? [] : [{ text, amount }]

const totalOf = (lines: readonly Stripe.InvoiceLineItem[]): number =>
  lines.reduce((sum, line) => sum + line.amount - discountOf(line) + taxOnTop(line), 0)

const discountOf = (line: Stripe.InvoiceLineItem): number =>
  (line.discount_amounts ?? []).reduce((sum, discount) => sum + discount.amount, 0)

const taxOnTop = (line: Stripe.InvoiceLineItem): number =>
  (line.taxes ?? []).reduce((sum, tax) => sum + (tax.tax_behavior === 'exclusive' ? tax.amount : 0), 0)

const amountsIn = (invoice: Stripe.Invoice) => {
  const currency = invoice.currency.toUpperCase()
  return (value: number) => fromStripeAmount(value, currency)
}

import type { InvoiceFacts, SubscriptionFacts } from './subscription-gateway.ts'

/** What a subscription's invoices say about it. */
export interface Standing {
  /** The end of the last period that is paid for, or free. */
  paidUntil: Date | null
  /** Nothing has been paid yet. */
  isTrial: boolean
  /** Since when money is owed. */
  pastDueSince: Date | null
}

export function standingOf(
  facts: Pick<SubscriptionFacts, 'status' | 'trialEndsAt' | 'periodStartsAt' | 'invoices'>,
): Standing {
  const isOwing = facts.status === 'past_due' || facts.status === 'unpaid'
  const ends = facts.invoices.flatMap((one) => (one.status === 'paid' && one.covers ? [one.covers.to] : []))
  if (facts.status === 'trialing' && facts.trialEndsAt) ends.push(facts.trialEndsAt)
  const lastPaid = latest(facts.invoices.filter(isPaidPeriod).map((one) => one.createdAt))
  // What was left unpaid before the last period that was paid is an old story: it takes nothing off a new grace.
  const owed = facts.invoices
    .filter((one) => isFailing(one) && (lastPaid === null || one.createdAt > lastPaid))
    .map((one) => one.finalizedAt ?? one.createdAt)
  return {
    paidUntil: latest(ends),
    isTrial: facts.status === 'trialing' && !facts.invoices.some((one) => one.amountPaid > 0),
    // It owes something all the same where nobody has tried to collect it, as with an invoice that is sent.
    pastDueSince: isOwing ? (earliest(owed) ?? facts.periodStartsAt) : null,
  }
}

const isPaidPeriod = (invoice: InvoiceFacts): boolean => invoice.status === 'paid' && invoice.covers !== null

/** Somebody tried to collect it, and it is not paid. */
export const isFailing = (invoice: InvoiceFacts): boolean =>
  (invoice.status === 'open' || invoice.status === 'uncollectible') && invoice.attempts > 0

/** A first or renewed period is paid, or free: what the allowance is given for. The difference between two plans is not. */
export const beginsPeriod = (invoice: Pick<InvoiceFacts, 'reason' | 'status' | 'covers'>): boolean =>
  invoice.status === 'paid' &&
  invoice.covers !== null &&
  (invoice.reason === 'subscription_create' || invoice.reason === 'subscription_cycle')

const latest = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((best, date) => (best === null || date > best ? date : best), null)
const earliest = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((best, date) => (best === null || date < best ? date : best), null)

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

export function standingOf(facts: SubscriptionFacts): Standing {
  const isOwing = facts.status === 'past_due' || facts.status === 'unpaid'
  const ends = facts.invoices.flatMap((one) => (one.status === 'paid' && one.covers ? [one.covers.to] : []))
  if (facts.status === 'trialing' && facts.trialEndsAt) ends.push(facts.trialEndsAt)
  const owed = facts.invoices.filter(isFailing).map((one) => one.finalizedAt ?? one.createdAt)
  return {
    paidUntil: latest(ends),
    isTrial: facts.status === 'trialing' && !facts.invoices.some((one) => one.amountPaid > 0),
    pastDueSince: isOwing ? earliest(owed) : null,
  }
}

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

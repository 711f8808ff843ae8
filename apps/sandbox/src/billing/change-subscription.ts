import type { Call } from '../context.ts'
import type { Attempt } from '../payments/attempt-payment.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import { emit } from '../webhooks/emit.ts'
import { invalidRequest } from '../wire/errors.ts'
import { type ChangedItems, changeItems, type ItemChange } from './change-items.ts'
import { collectAtOnce, type PaymentBehavior } from './collect-at-once.ts'
import { isSameRhythm, type Period, periodEnd, rhythmOf } from './cycle.ts'
import { discountsInForce } from './discounts.ts'
import { draftInvoice, type NewInvoice, pendingItems } from './draft-invoice.ts'
import { periodLine, trialLine, wholeAmount } from './invoice-lines.ts'
import { chargeRemaining, creditUnused } from './prorate.ts'
import { requireCustomer } from './renew-subscription.ts'
import { endsSoon, periodOf, saveSubscription, withPeriod } from './save-subscription.ts'

export type ProrationBehavior = 'always_invoice' | 'create_prorations' | 'none'

export type Change = {
  items: readonly ItemChange[]
  prorations: ProrationBehavior
  /** Differences are worked out for this moment, in seconds; now unless told otherwise. */
  prorationDate: number | null
  /** When a trial is to end; null leaves it as it is. */
  trialEnd: number | 'now' | null
  /** Whether a new period begins now, whatever else changes. */
  restartsCycle: boolean
  /** What changes besides. */
  fields: Partial<SubscriptionObject>
  payment: PaymentBehavior
}

export type Changed = {
  subscription: SubscriptionObject
  /** What is charged, or credited, at once. In a rehearsal it stays a draft. */
  invoice: InvoiceObject | null
  attempt: Attempt | null
}

/** How a change moves the period: not at all, to a new one from now on, or into a trial. */
type Course =
  | { kind: 'stays'; period: Period }
  | { kind: 'restarts'; period: Period }
  | { kind: 'is_tried'; period: Period; isNew: boolean }

/**
 * Changes a subscription as one update does: items and what they come to for the rest of the period, trial, cycle, and
 * what is charged at once. A change of the interval, a trial that ends or begins, and going from free to paid begin a new
 * period. The same code works out previews, by a call that is a rehearsal.
 */
export function changeSubscription(call: Call, before: SubscriptionObject, change: Change): Changed {
  const now = call.sandbox.clock.now()
  const items = changeItems(call, before, change.items)
  const course = courseOf(before, items, change, now)
  const at = prorationDateOf(before, change, now)
  const changed: SubscriptionObject = {
    ...withPeriod({ ...before, items: { ...before.items, data: items.items } }, course.period),
    ...trialOf(before, course, now),
    ...change.fields,
  }
  const planned = endingWithPeriod(changed, course)
  if (change.prorations !== 'none') prorate(call, before, planned, items, course, at)
  const invoice = invoiceAtOnce(call, before, planned, course, change)
  const draft = invoice && draftInvoice(call, invoice)
  const saved = saveSubscription(call, draft ? { ...planned, latest_invoice: draft.id } : planned)
  if (course.kind === 'is_tried' && saved.trial_end !== before.trial_end && endsSoon(call, saved)) {
    emit(call, 'customer.subscription.trial_will_end', saved)
  }
  if (!draft || call.isRehearsal) return { subscription: saved, invoice: draft, attempt: null }
  const collected = collectAtOnce(call, draft, change.payment)
  return { subscription: call.store.get('subscription', before.id) ?? saved, ...collected }
}

function courseOf(before: SubscriptionObject, { items }: ChangedItems, change: Change, now: number): Course {
  const isTried = before.status === 'trialing'
  const running = periodOf(before)
  const [first] = items
  const [old] = before.items.data
  if (!first || !old) throw new Error(`The subscription ${before.id} has no items.`)
  const rhythm = rhythmOf(first.price)
  if (typeof change.trialEnd === 'number') {
    const start = isTried ? running.start : now
    return { kind: 'is_tried', period: { start, end: change.trialEnd }, isNew: !isTried }
  }
  if (isTried && change.trialEnd !== 'now') return { kind: 'stays', period: running }
  const wasFree = before.items.data.every(({ price, quantity }) => wholeAmount(price, quantity) === 0)
  const isFree = items.every(({ price, quantity }) => wholeAmount(price, quantity) === 0)
  const begins = isTried || change.restartsCycle || !isSameRhythm(rhythm, rhythmOf(old.price)) || (wasFree && !isFree)
  if (!begins || before.status === 'paused') return { kind: 'stays', period: running }
  return { kind: 'restarts', period: { start: now, end: periodEnd(now, now, rhythm) } }
}

function prorationDateOf(before: SubscriptionObject, { prorationDate }: Change, now: number): number {
  if (prorationDate === null) return now
  const { start, end } = periodOf(before)
  if (prorationDate >= start && prorationDate <= end) return prorationDate
  throw invalidRequest(
    'Invalid proration_date: must be within the current period of the subscription, between its start and its end.',
    { param: 'proration_date' },
  )
}

function trialOf(before: SubscriptionObject, course: Course, now: number): Partial<SubscriptionObject> {
  switch (course.kind) {
    case 'stays':
      return {}
    case 'restarts':
      return {
        billing_cycle_anchor: now,
        ...(before.status === 'trialing' ? { status: 'active' as const, trial_end: now } : {}),
      }
    case 'is_tried':
      return {
        billing_cycle_anchor: course.period.end,
        status: 'trialing',
        trial_end: course.period.end,
        trial_start: course.isNew ? now : before.trial_start,
      }
  }
}

/** One that ends with its period ends with the new one. */
function endingWithPeriod(subscription: SubscriptionObject, { period }: Course): SubscriptionObject {
  return subscription.cancel_at_period_end ? { ...subscription, cancel_at: period.end } : subscription
}

function prorate(
  call: Call,
  before: SubscriptionObject,
  after: SubscriptionObject,
  { charged, credited }: ChangedItems,
  course: Course,
  at: number,
): void {
  const goes = course.kind === 'restarts' || (course.kind === 'is_tried' && course.isNew)
  for (const item of goes ? before.items.data : credited) creditUnused(call, before, item, at)
  if (course.kind !== 'stays' || before.status === 'trialing') return
  chargeRemaining(call, after, charged, at, course.period)
}

/** What this change is invoiced by now, if anything: a new period, a trial that begins, or what it comes to. */
function invoiceAtOnce(
  call: Call,
  before: SubscriptionObject,
  after: SubscriptionObject,
  course: Course,
  { prorations }: Change,
): NewInvoice | null {
  const pending = pendingItems(call, after.customer, [after.id])
  const isTrialNew = course.kind === 'is_tried' && course.isNew
  const isDue = course.kind === 'restarts' || isTrialNew || (prorations === 'always_invoice' && pending.length > 0)
  if (!isDue) return null
  const lineOf = course.kind === 'restarts' ? periodLine : trialLine
  return {
    customer: requireCustomer(call, after),
    subscription: after,
    reason: 'subscription_update',
    lines: course.kind === 'stays' ? [] : after.items.data.map((item) => lineOf(call, item, course.period)),
    pending,
    discounts: course.kind === 'restarts' ? discountsInForce(call, after) : [],
    period: periodOf(before),
    currency: after.currency,
    advances: true,
  }
}

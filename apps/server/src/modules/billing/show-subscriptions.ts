import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type {
  InvoiceLinks,
  InvoicePage,
  ListInvoicesInput,
  ListSubscriptionsInput,
  OpenInvoiceInput,
  StaffSubscriptionPage,
  Subscription,
  SubscriptionList,
  SubscriptionRef,
} from '@cashwrap/shared/contracts/subscriptions'
import type { SubscriptionId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import { type Actor, isStaff } from '../auth/index.ts'
import type { SubscriptionGateway } from '../subscriptions/index.ts'
import { stageOf, whatCan } from './domain/stage.ts'
import { type OwnFailure, ownSubscription } from './own-subscription.ts'
import {
  findOwnInvoice,
  findView,
  listAllRows,
  listInvoiceRows,
  listViews,
  type SubscriptionRow,
} from './subscription-report-store.ts'

interface Deps {
  db: Db
}

/** The signed-in user's subscriptions, living ones first. One statement. */
export async function listOwnSubscriptions(
  deps: Deps,
  actor: Actor,
  _input: undefined,
): Promise<Result<SubscriptionList, FailureOf<'sign-in-required'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const rows = await listViews(deps.db, actor.user.id)
  return ok({ items: rows.map(present) })
}

/** One of the signed-in user's own. */
export async function getSubscription(
  deps: Deps,
  actor: Actor,
  input: SubscriptionRef,
): Promise<Result<Subscription, OwnFailure>> {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (!own.ok) return own
  const view = await readSubscription(deps, own.value.id)
  return view ? ok(view) : fail({ kind: 'not-found', what: 'subscription' })
}

/** How a subscription is shown, to whoever may see it. */
export async function readSubscription(deps: { db: Db }, id: SubscriptionId): Promise<Subscription | null> {
  const row = await findView(deps.db, id)
  return row ? present(row) : null
}

/** A page of its invoices, newest first. */
export async function listInvoices(
  deps: Deps,
  actor: Actor,
  input: ListInvoicesInput,
): Promise<Result<InvoicePage, OwnFailure>> {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (!own.ok) return own
  const rows = await listInvoiceRows(deps.db, own.value.id, input.cursor, input.limit)
  return ok(
    toPage(
      rows,
      input.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => ({
        id: row.id,
        number: row.number,
        status: row.status,
        reason: REASONS[row.reason] ?? 'other',
        total: { amount: row.total, currency: row.currency },
        amountPaid: { amount: row.amount_paid, currency: row.currency },
        createdAt: row.created_at.toISOString(),
        paidAt: row.paid_at?.toISOString() ?? null,
        coversFrom: row.covers_from?.toISOString() ?? null,
        coversTo: row.covers_to?.toISOString() ?? null,
        nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
        orderId: row.order_id,
        orderNumber: row.order_number,
      }),
    ),
  )
}

const REASONS: Readonly<Record<string, 'first' | 'renewal' | 'change'>> = {
  subscription_create: 'first',
  subscription_cycle: 'renewal',
  subscription_update: 'change',
}

/** Where the provider shows an invoice; asked for anew, as its links end. */
export async function openInvoice(
  deps: Deps & { subscriptionGateway: SubscriptionGateway },
  actor: Actor,
  input: OpenInvoiceInput,
): Promise<Result<InvoiceLinks, FailureOf<'sign-in-required' | 'not-found' | 'provider-unavailable'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const invoiceId = await findOwnInvoice(deps.db, actor.user.id, input.invoiceId)
  if (invoiceId === undefined) return fail({ kind: 'not-found', what: 'invoice' })
  const links = await deps.subscriptionGateway.readInvoice(invoiceId)
  if (links.ok) return links
  return fail(
    links.failure.kind === 'missing' ? { kind: 'not-found', what: 'invoice' } : { kind: 'provider-unavailable' },
  )
}

/** A page of everybody's, for the desk. */
export async function listAllSubscriptions(
  deps: Deps,
  actor: Actor,
  input: ListSubscriptionsInput,
): Promise<Result<StaffSubscriptionPage, FailureOf<'not-allowed'>>> {
  if (!isStaff(actor)) return fail({ kind: 'not-allowed' })
  const rows = await listAllRows(deps.db, input, input.cursor, input.limit)
  return ok(
    toPage(
      rows,
      input.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => ({
        id: row.id,
        planTitle: row.title,
        interval: row.interval,
        price: { amount: row.unit_amount, currency: row.currency },
        email: row.email,
        status: row.status,
        hasAccess: row.has_access,
        isDuplicate: row.duplicate_of !== null,
        startedAt: row.created_at.toISOString(),
        periodEndsAt: row.period_ends_at.toISOString(),
        cancelAt: row.cancel_at?.toISOString() ?? null,
        orderId: row.order_id,
        orderNumber: row.order_number,
        providerSubscriptionId: row.provider_subscription_id,
      }),
    ),
  )
}

function present(row: SubscriptionRow): Subscription {
  const standing = {
    status: row.status,
    isTrial: row.is_trial,
    isPaused: row.paused_at !== null,
    isEnding: row.cancel_at !== null,
    hasAccess: row.has_access,
  }
  const stage = stageOf(standing)
  const money = (amount: number) => ({ amount, currency: row.currency })
  const { open_invoice: open } = row
  return {
    id: row.id,
    plan: { productId: row.product_id, slug: row.slug, title: row.title, pictureSeed: row.picture_seed },
    priceId: row.price_id,
    interval: row.interval,
    price: money(row.unit_amount),
    priceFrom: row.status === 'trialing' && !row.is_trial ? (row.trial_ends_at?.toISOString() ?? null) : null,
    status: row.status,
    stage,
    hasAccess: row.has_access,
    accessEndsAt: row.access_ends_at?.toISOString() ?? null,
    nextCharge: nextCharge(row, stage),
    paidUntil: row.paid_until?.toISOString() ?? null,
    cancelAt: row.cancel_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    resumesAt: row.resumes_at?.toISOString() ?? null,
    card: row.card,
    cardEndsSoon: row.card !== null && endsBefore(row.card, row.period_ends_at),
    openInvoiceId: open?.id ?? null,
    credits:
      row.credit_type === null || row.credits_per_period === null
        ? null
        : { creditType: row.credit_type, perPeriod: row.credits_per_period, left: row.credits_left },
    startedAt: row.created_at.toISOString(),
    can: whatCan(standing),
  }
}

/** Of one that owes money its next try, else the end of its period; a paused one charges when it goes on. */
function nextCharge(row: SubscriptionRow, stage: Subscription['stage']): Subscription['nextCharge'] {
  const { open_invoice: open, currency } = row
  switch (stage) {
    case 'fix-payment':
    case 'no-access':
      return open?.nextAttemptAt ? { at: open.nextAttemptAt, amount: { amount: open.amountDue, currency } } : null
    case 'paused':
      return row.resumes_at && { at: row.resumes_at.toISOString(), amount: { amount: row.unit_amount, currency } }
    case 'trial':
    case 'active':
      return { at: row.period_ends_at.toISOString(), amount: { amount: row.next_amount ?? row.unit_amount, currency } }
    case 'ending':
    case 'incomplete':
    case 'ended':
      return null
  }
}

/** A card ends with its last month. */
const endsBefore = (card: { expMonth: number | null; expYear: number | null }, at: Date): boolean =>
  card.expMonth !== null && card.expYear !== null && Date.UTC(card.expYear, card.expMonth, 1) <= at.getTime()

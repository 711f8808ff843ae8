import type { SubscriptionChange } from '@cashwrap/shared/contracts/webhook-events'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import type { PlanOffer } from '../catalogue/index.ts'
import { type MessageInput, notify, type SubscriptionMessageKind } from '../notifications/index.ts'
import { publishEvent } from '../webhooks-out/index.ts'
import type { News } from './domain/news.ts'
import { isFailing } from './domain/observed.ts'
import type { InvoiceFacts, SubscriptionFacts } from './domain/subscription-gateway.ts'
import type { PlanReader } from './plan-reader.ts'
import type { StoredSubscription } from './subscription-store.ts'

interface Seen {
  before: StoredSubscription
  after: StoredSubscription
  facts: SubscriptionFacts
  plans: PlanReader
  news: readonly News[]
  at: Date
}

/** Tells what happened to a subscription: its subscriber by mail, whoever listens by webhook, and the record. */
export async function tellNews(deps: { enqueue: Enqueue }, tx: Tx, actor: Actor, seen: Seen): Promise<void> {
  const { before, after, facts, plans, news, at } = seen
  const plan = await plans(after.priceId)
  const tell = teller(deps, tx, after, after.email ?? facts.email, at)
  for (const one of news) {
    // Of these two there is a record elsewhere: the mail, and the order.
    if (one.kind !== 'trial-ending' && one.kind !== 'renewed')
      await recordAudit(tx, {
        at,
        actor,
        action: `subscription.${one.kind}`,
        orderId: after.orderId,
        subjectId: after.id,
        facts: { status: after.status, was: before.status },
      })
    const isNews = await tellOne(tell, seen, plan, one)
    if (isNews) await announceSubscription(tx, deps, after, plan, one.kind, at)
  }
  for (const invoice of facts.invoices.filter((one) => one.status === 'open' && isFailing(one)))
    if (await tellFailure(tell, after, plan, invoice)) {
      await recordAudit(tx, {
        at,
        actor,
        action: 'subscription.payment-failed',
        orderId: after.orderId,
        subjectId: after.id,
        facts: { attempt: invoice.attempts, amount: invoice.amountDue, currency: invoice.currency },
      })
      await announceSubscription(tx, deps, after, plan, 'payment-failed', at)
    }
}

type Tell = <Kind extends SubscriptionMessageKind>(
  kind: Kind,
  subjectId: string,
  payload: MessageInput<Kind>,
) => Promise<boolean>

/** Sends to nobody where no address is known; what is told counts as told. */
const teller =
  (deps: { enqueue: Enqueue }, tx: Tx, { orderId }: StoredSubscription, recipient: string | null, at: Date): Tell =>
  async (kind, subjectId, payload) =>
    recipient === null || notify(tx, deps, { kind, subjectId, orderId, recipient, payload, at })

/** The plan as mails name it. */
export const namePlan = (subscription: Pick<StoredSubscription, 'id' | 'taxOnTop'>, plan: PlanOffer) => ({
  planTitle: plan.title,
  interval: plan.interval,
  price: plan.money,
  subscriptionId: subscription.id,
  taxOnTop: subscription.taxOnTop,
})

/** What each period gives, as mails say it. */
export const nameCredits = ({ allowance }: PlanOffer) =>
  allowance && { creditType: allowance.creditType, perPeriod: allowance.credits }

/** What will be charged next, before tax on top, and when. */
export const nextChargeOf = (subscription: Pick<StoredSubscription, 'periodEndsAt' | 'unitAmount'>) => ({
  nextChargeAt: subscription.periodEndsAt.toISOString(),
  nextAmount: subscription.unitAmount,
})

async function tellOne(
  tell: Tell,
  { before, after, facts, plans, at }: Seen,
  plan: PlanOffer,
  one: News,
): Promise<boolean> {
  const named = { plan: namePlan(after, plan) }
  const now = at.toISOString()
  switch (one.kind) {
    case 'trial-ending': {
      const { card } = after
      return tell('trial-ending', `${after.id}:${one.endsAt.toISOString()}`, {
        ...named,
        endsAt: one.endsAt.toISOString(),
        amount: after.unitAmount,
        currency: after.currency,
        card: card && { brand: card.brand, last4: card.last4 },
      })
    }
    // Its order has a receipt of its own.
    case 'renewed':
      return true
    case 'plan-changed': {
      const from = await plans(before.priceId)
      const isLater = from.interval !== plan.interval && after.status === 'trialing' && after.trialEndsAt !== null
      return tell('plan-changed', `${after.id}:${now}`, {
        ...named,
        ...nextChargeOf(after),
        fromTitle: from.title,
        fromInterval: from.interval,
        takesEffectAt: isLater && after.trialEndsAt ? after.trialEndsAt.toISOString() : now,
        credits: nameCredits(plan),
      })
    }
    case 'recovered': {
      const paid = facts.invoices.find((invoice) => invoice.status === 'paid' && invoice.amountPaid > 0)
      return tell('subscription-recovered', `${after.id}:${paid?.invoiceId ?? now}`, {
        ...named,
        amount: paid?.amountPaid ?? 0,
        currency: after.currency,
        coversTo: (after.paidUntil ?? after.periodEndsAt).toISOString(),
      })
    }
    case 'cancel-planned':
      return tell('subscription-canceled', `${after.id}:${(after.canceledAt ?? at).toISOString()}`, {
        ...named,
        // Of one that owes money access can end sooner than it does.
        endsAt: (after.accessEndsAt ?? one.endsAt).toISOString(),
        when: 'period-end',
      })
    case 'cancel-undone':
      return tell('subscription-kept', `${after.id}:${now}`, { ...named, ...nextChargeOf(after) })
    case 'paused':
      return tell('subscription-paused', `${after.id}:${now}`, {
        ...named,
        accessEndsAt: (after.accessEndsAt ?? at).toISOString(),
        resumesAt: (after.resumesAt ?? after.periodEndsAt).toISOString(),
      })
    case 'resumed':
      return tell('subscription-resumed', `${after.id}:${now}`, { ...named, ...nextChargeOf(after) })
    case 'access-ended':
      return tell('subscription-access-ended', `${after.id}:${now}`, { ...named, reason: one.reason })
    case 'ended':
      return one.reason === 'canceled' && !one.wasPlanned
        ? tell('subscription-canceled', `${after.id}:ended`, {
            ...named,
            endsAt: (after.endedAt ?? at).toISOString(),
            when: 'now',
          })
        : tell('subscription-ended', after.id, { ...named, reason: one.reason })
  }
}

/** Of each attempt once, while the invoice is still open. */
const tellFailure = (
  tell: Tell,
  subscription: StoredSubscription,
  plan: PlanOffer,
  invoice: InvoiceFacts,
): Promise<boolean> =>
  tell('subscription-payment-failed', `${invoice.invoiceId}:${invoice.attempts}`, {
    plan: namePlan(subscription, plan),
    amount: invoice.amountDue,
    currency: invoice.currency,
    attempt: invoice.attempts,
    nextAttemptAt: invoice.nextAttemptAt?.toISOString() ?? null,
    accessEndsAt: subscription.accessEndsAt?.toISOString() ?? null,
    needsAction: invoice.needsAction,
  })

/** Tells whoever listens; of a seller's plan its seller too, without who subscribes. */
export async function announceSubscription(
  tx: Tx,
  deps: { enqueue: Enqueue },
  subscription: StoredSubscription,
  plan: PlanOffer,
  change: SubscriptionChange,
  at: Date,
): Promise<void> {
  const event = {
    type: 'subscription.updated',
    at,
    orderingKey: `subscription:${subscription.id}`,
    orderId: subscription.orderId,
  } as const
  const data = {
    subscriptionId: subscription.id,
    orderId: subscription.orderId,
    productId: plan.productId,
    externalId: plan.priceExternalId,
    change,
    status: subscription.status,
    interval: plan.interval,
    price: plan.money,
    currentPeriodStart: subscription.periodStartsAt.toISOString(),
    currentPeriodEnd: subscription.periodEndsAt.toISOString(),
    trialEndsAt: subscription.trialEndsAt?.toISOString() ?? null,
    cancelAt: subscription.cancelAt?.toISOString() ?? null,
    endedAt: subscription.endedAt?.toISOString() ?? null,
    hasAccess: subscription.hasAccess,
  }
  const buyer = { userId: subscription.userId, email: subscription.email }
  await publishEvent(tx, deps, { ...event, audience: { kind: 'shop' }, data: { ...data, buyer } })
  if (subscription.sellerId !== null)
    await publishEvent(tx, deps, { ...event, audience: { kind: 'seller', sellerId: subscription.sellerId }, data })
}

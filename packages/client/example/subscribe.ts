import { randomUUID } from 'node:crypto'
import {
  type CashwrapClient,
  type CashwrapOutputs,
  createCashwrapClient,
  failureOf,
  keepCookies,
} from '@cashwrap/client'

/** Begins a subscription to a plan by the month, for a guest: `started.url` is where to pay. */
export async function subscribe(shopUrl: string, planSlug: string, email: string) {
  const shop = createCashwrapClient({ url: shopUrl, fetch: keepCookies() })
  const { items } = await shop.subscriptions.plans.query()
  const price = items.find(({ slug }) => slug === planSlug)?.prices.find(({ interval }) => interval === 'month')
  if (!price) throw new Error('This shop sells no such plan by the month.')
  try {
    const started = await shop.subscriptions.start.mutate(
      { priceId: price.id, email },
      { context: { idempotencyKey: randomUUID() } },
    )
    return { shop, started }
  } catch (error) {
    if (failureOf(error)?.kind !== 'already-subscribed') throw error
    throw new Error('They have this plan already, and were not charged again.', { cause: error })
  }
}

type Preview = CashwrapOutputs['subscriptions']['previewChange']

/**
 * Changes the newest subscription of who is signed in to the first plan that is offered instead, at exactly what `agree` was
 * shown; null where nothing is offered, or `agree` says no.
 */
export async function changePlan(shop: CashwrapClient, agree: (preview: Preview) => boolean | Promise<boolean>) {
  const [subscription] = (await shop.subscriptions.mine.query()).items
  if (!subscription) throw new Error('They have no subscription.')
  const { id: subscriptionId } = subscription
  const [option] = (await shop.subscriptions.options.query({ subscriptionId })).items
  if (!option) return null

  const preview = await shop.subscriptions.previewChange.mutate({ subscriptionId, priceId: option.priceId })
  if (!(await agree(preview))) return null
  return shop.subscriptions.change.mutate({
    subscriptionId,
    priceId: option.priceId,
    prorationAt: preview.prorationAt,
    expectedDueNow: preview.dueNow,
  })
}

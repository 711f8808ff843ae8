import type { CreditAccountId, OrderId, OrderItemId, UserId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { ensureUserAccount } from './account-store.ts'
import { changeCredits } from './change-credits.ts'
import { add, takeBack } from './domain/changes.ts'

/** A line of an order that gives credits, as it was sold. */
export interface CreditLine {
  itemId: OrderItemId
  creditType: string
  /** All units together. */
  credits: number
}

export interface CreditOrder {
  orderId: OrderId
  /** The account it is for; null is the buyer's own. */
  accountId: CreditAccountId | null
  /** Null for a guest: then it waits until somebody proves their address. */
  userId: UserId | null
  lines: readonly CreditLine[]
  at: Date
}

/** Adds what an order bought, once per line however often it is asked for, in the transaction that completes the order. */
export async function grantPurchase(tx: Tx, deps: { enqueue: Enqueue }, order: CreditOrder): Promise<void> {
  const { orderId, at, userId } = order
  if (order.lines.length === 0) return
  const accountId = order.accountId ?? (userId === null ? null : await ensureUserAccount(tx, userId, at))
  if (accountId === null) return
  for (const { itemId, creditType, credits } of order.lines)
    await changeCredits(
      tx,
      deps,
      {
        accountId,
        creditType,
        kind: 'purchase',
        source: { kind: 'order_item', id: itemId },
        orderId,
        note: null,
        at,
      },
      () => add('bought', credits),
    )
}

/**
 * Takes credits back whose money goes back, once per refund and type: what is unspent at once, the rest is shown as owed.
 * Answers how many of each were taken and are owed.
 */
export async function takeBackPurchase(
  tx: Tx,
  deps: { enqueue: Enqueue },
  refund: {
    refundId: string
    orderId: OrderId
    accountId: CreditAccountId
    creditType: string
    credits: number
    at: Date
  },
): Promise<{ taken: number; owed: number } | null> {
  const { refundId, accountId, creditType, orderId, credits, at } = refund
  const written = await changeCredits(
    tx,
    deps,
    { accountId, creditType, kind: 'refund', source: { kind: 'refund', id: refundId }, orderId, note: null, at },
    (before) => takeBack(before, credits),
  )
  return written && { taken: -written.changes.bought, owed: written.changes.owed }
}

import type { OrderId, SubscriptionId, SubscriptionInvoiceId, UserId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { ensureUserAccount, findUserAccount, lockAccount } from './account-store.ts'
import { changeCredits } from './change-credits.ts'
import { type Changes, expire } from './domain/changes.ts'
import { findEntry } from './ledger-store.ts'

/** What a plan gave for a period, or is to give for one. */
export interface Allowance {
  creditType: string
  credits: number
}

/**
 * Begins a paid period of a plan: what is left of its last allowance expires, and the new one is given; once per invoice. Credits
 * that were bought or promised otherwise stay, and so does what another plan gave.
 */
export async function setAllowance(
  tx: Tx,
  deps: { enqueue: Enqueue },
  period: {
    userId: UserId
    invoiceId: SubscriptionInvoiceId
    orderId: OrderId | null
    last: Allowance | null
    next: Allowance | null
    at: Date
  },
): Promise<void> {
  const { userId, invoiceId, orderId, last, next, at } = period
  if (last === null && next === null) return
  const accountId = await ensureUserAccount(tx, userId, at)
  await lockAccount(tx, accountId)
  const source = { kind: 'invoice', id: invoiceId } as const
  if (next && (await findEntry(tx, source, next.creditType))) return
  const common = { accountId, orderId, note: null, at }
  if (last) await expireAllowance(tx, deps, { ...common, last, sourceId: invoiceId })
  if (next)
    await changeCredits(
      tx,
      deps,
      // Statements are in order of time: a moment after what expired.
      { ...common, at: addSeconds(at, 0.001), creditType: next.creditType, kind: 'allowance', source },
      (): Changes => ({ promotion: 0, plan: next.credits, bought: 0, owed: 0 }),
    )
}

/** A plan ended: what is left of its last allowance expires, once. */
export async function endAllowance(
  tx: Tx,
  deps: { enqueue: Enqueue },
  end: { userId: UserId; subscriptionId: SubscriptionId; last: Allowance; at: Date },
): Promise<void> {
  const accountId = await findUserAccount(tx, end.userId)
  if (accountId === null) return
  await expireAllowance(tx, deps, {
    accountId,
    orderId: null,
    note: null,
    at: end.at,
    last: end.last,
    sourceId: end.subscriptionId,
  })
}

async function expireAllowance(
  tx: Tx,
  deps: { enqueue: Enqueue },
  {
    last,
    sourceId,
    ...common
  }: Omit<Parameters<typeof changeCredits>[2], 'creditType' | 'kind' | 'source'> & {
    last: Allowance
    sourceId: string
  },
): Promise<void> {
  await changeCredits(
    tx,
    deps,
    { ...common, creditType: last.creditType, kind: 'expiry', source: { kind: 'expiry', id: sourceId } },
    (before) => expire(before, last.credits),
  )
}

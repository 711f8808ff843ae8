import type { OrderId, SubscriptionId, SubscriptionInvoiceId, UserId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { ensureUserAccount, findUserAccount, lockAccount } from './account-store.ts'
import { changeCredits } from './change-credits.ts'
import { type Changes, expire } from './domain/changes.ts'
import { balancesOf, findEntry } from './ledger-store.ts'

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

/** Credits of a running period go back with the money for it, as far as they are there; once per source. */
export async function returnAllowance(
  tx: Tx,
  deps: { enqueue: Enqueue },
  back: { userId: UserId; sourceId: string; returned: Allowance; at: Date },
): Promise<void> {
  const accountId = await findUserAccount(tx, back.userId)
  if (accountId === null) return
  const { returned: last, sourceId, at } = back
  await expireAllowance(tx, deps, { accountId, orderId: null, note: null, at, last, sourceId })
}

/** How many of a plan's credits a user has left. */
export async function planCreditsOf(db: Db | Tx, userId: UserId, creditType: string): Promise<number> {
  const accountId = await findUserAccount(db, userId)
  const balances = accountId === null ? [] : await balancesOf(db, accountId)
  return balances.find((one) => one.creditType === creditType)?.plan ?? 0
}

/** A plan ended: what is left of its last allowance expires, once. */
export async function endAllowance(
  tx: Tx,
  deps: { enqueue: Enqueue },
  { userId, subscriptionId, last, at }: { userId: UserId; subscriptionId: SubscriptionId; last: Allowance; at: Date },
): Promise<void> {
  await returnAllowance(tx, deps, { userId, sourceId: subscriptionId, returned: last, at })
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

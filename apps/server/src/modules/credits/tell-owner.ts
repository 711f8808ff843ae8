import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { instanceOfSite } from '../plugin-sites/index.ts'
import { publishEvent } from '../webhooks-out/index.ts'
import { ownerOf } from './account-store.ts'
import { type Changes, spendable } from './domain/changes.ts'
import { balancesOf, type LedgerChange } from './ledger-store.ts'

/** Tells a changed balance to the shop's listeners and to the site it belongs to, in the transaction that changed it. */
export async function tellOwner(
  tx: Tx,
  deps: { enqueue: Enqueue },
  { accountId, creditType, kind, at }: LedgerChange,
  changes: Changes,
): Promise<void> {
  const { site, userId, email } = await ownerOf(tx, accountId)
  const event = { type: 'credits.updated', at, orderingKey: `credits:${accountId}` } as const
  const news = async () => {
    const balances = await balancesOf(tx, accountId)
    return {
      creditType,
      change: spendable(changes),
      reason: kind,
      credits: Object.fromEntries(balances.map((one) => [one.creditType, one.total])),
      owed: Object.fromEntries(balances.map((one) => [one.creditType, one.owed])),
    }
  }
  if (site !== null) {
    const { siteId, siteUserId } = site
    const account = { siteId, instanceId: await instanceOfSite(tx, siteId), siteUserId, email }
    const data = { account, ...(await news()) }
    await publishEvent(tx, deps, { ...event, audience: { kind: 'shop' }, data })
    await publishEvent(tx, deps, { ...event, audience: { kind: 'site', siteId }, data })
  } else if (userId !== null) {
    const data = async () => ({ account: { userId }, ...(await news()) })
    await publishEvent(tx, deps, { ...event, audience: { kind: 'shop' }, data })
  }
}

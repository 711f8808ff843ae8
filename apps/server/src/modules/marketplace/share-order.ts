import { newId, type OrderId, type SellerId } from '@cashwrap/shared/ids'
import { divideHalfUp, type Money } from '@cashwrap/shared/money'
import { addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { feeOf } from './domain/fee.ts'
import {
  amountToSend,
  type OrderShare,
  type SellerTerms,
  type SplitLine,
  sellersIn,
  splitOrder,
} from './domain/split.ts'
import { findTerms } from './seller-store.ts'
import { markSold } from './share-store.ts'
import { insertTransfers } from './transfer-store.ts'

/** After this long without a result the sweep takes a transfer up. */
const LEASE_SECONDS = 60
const PPM_PER_BPS = 100n

/**
 * What each seller is to get of an order that is being placed, by one statement if there are sellers at all. `notReady` are those
 * who cannot be paid yet; then nothing is shared out. `total` and the lines in minor units, before a tax the provider adds.
 */
export async function sharesFor(
  deps: { config: { marketplace: { feePpm: number } } },
  tx: Tx,
  order: { lines: readonly SplitLine[]; currency: string; total: number },
): Promise<{ shares: OrderShare[]; notReady: SellerId[] }> {
  const sellerIds = sellersIn(order.lines)
  if (sellerIds.length === 0) return { shares: [], notReady: [] }
  const terms = new Map<SellerId, SellerTerms>()
  for (const { sellerId, accountId, chargesEnabled, feePpm } of await findTerms(tx, sellerIds))
    if (accountId !== null && chargesEnabled)
      terms.set(sellerId, { accountId, feePpm: feePpm ?? deps.config.marketplace.feePpm })
  const notReady = sellerIds.filter((sellerId) => !terms.has(sellerId))
  return { shares: notReady.length > 0 ? [] : splitOrder(order, terms), notReady }
}

/**
 * The same for a plan, which one seller alone can get the money of: with every charge, from the first that costs something. The
 * provider takes the shop's fee in hundredths of a percent, so the rate is rounded to those.
 */
export async function planSharesFor(
  deps: { config: { marketplace: { feePpm: number } } },
  tx: Tx,
  plan: { offer: { sellerId: SellerId | null; money: Money }; total: number },
): Promise<{ shares: OrderShare[]; notReady: SellerId[] }> {
  const { sellerId, money } = plan.offer
  if (sellerId === null) return { shares: [], notReady: [] }
  const [terms] = await findTerms(tx, [sellerId])
  if (!terms?.chargesEnabled || terms.accountId === null) return { shares: [], notReady: [sellerId] }
  const feePpm = divideHalfUp(BigInt(terms.feePpm ?? deps.config.marketplace.feePpm), PPM_PER_BPS) * Number(PPM_PER_BPS)
  const { accountId } = terms
  const gross = plan.total
  const fee = feeOf(gross, feePpm, money.currency)
  const share: OrderShare = { sellerId, way: 'destination', accountId, currency: money.currency, gross, fee, feePpm }
  return { shares: [share], notReady: [] }
}

/**
 * Notes that an order's shares are sold and promises the transfers that follow the charge, in the transaction that completes the
 * order. `chargeId` is the provider's charge, null for an order that cost nothing. Another call for the same order does nothing.
 */
export async function completeShares(
  deps: { enqueue: Enqueue },
  tx: Tx,
  actor: Actor,
  sale: { orderId: OrderId; chargeId: string | null; at: Date },
): Promise<void> {
  const due = (await markSold(tx, sale.orderId, sale.at)).filter((share) => amountToSend(share) > 0)
  if (due.length === 0) return
  const { chargeId } = sale
  if (chargeId === null) throw new Error(`order ${sale.orderId} has sellers to pay and no charge`)
  const transfers = due.map((share) => ({
    id: newId(sale.at.getTime()),
    orderId: sale.orderId,
    sellerId: share.sellerId,
    accountId: share.accountId,
    chargeId,
    amount: amountToSend(share),
    currency: share.currency,
  }))
  await insertTransfers(tx, transfers, { at: sale.at, nextAttemptAt: addSeconds(sale.at, LEASE_SECONDS) })
  for (const transfer of transfers) {
    await recordAudit(tx, {
      at: sale.at,
      actor,
      action: 'transfer.promised',
      orderId: sale.orderId,
      subjectId: transfer.id,
      facts: { sellerId: transfer.sellerId, amount: transfer.amount, currency: transfer.currency },
    })
    await deps.enqueue(tx, 'send-transfer', { transferId: transfer.id })
  }
}

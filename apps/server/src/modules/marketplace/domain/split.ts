import type { SellerId } from '@cashwrap/shared/ids'
import { feeOf } from './fee.ts'

/** A line as it is charged: what it costs with discount and its share of tax, in minor units. */
export interface SplitLine {
  /** Null for the shop's own goods. */
  sellerId: SellerId | null
  total: number
}

/** Who gets money, where to, and at what rate (millionths). */
export interface SellerTerms {
  accountId: string
  feePpm: number
}

/**
 * What one seller gets of one order: `gross` - `fee`, in minor units.
 * - `destination`: with the charge itself, of which the fee stays with the shop
 * - `transfer`: by a transfer of its own after it
 */
export interface OrderShare {
  sellerId: SellerId
  way: 'destination' | 'transfer'
  accountId: string
  currency: string
  gross: number
  fee: number
  feePpm: number
}

/** Whose money it is. A line that costs nothing makes nobody a party to the payment. */
export const sellersIn = (lines: readonly SplitLine[]): SellerId[] => [
  ...new Set(lines.flatMap((line) => (line.sellerId !== null && line.total > 0 ? [line.sellerId] : []))),
]

/**
 * Shares an order out among its sellers. One seller alone gets the charge, less the fee; several, or one beside goods of the
 * shop's own, get what their lines cost, less the fee, each by a transfer. Whatever is not given out is the shop's, so the parts
 * are the charge, to the unit. Under a tax that the provider adds, `total` and the lines are what they are before it.
 * Throws when the lines are not the total, or a seller's terms are missing.
 */
export function splitOrder(
  order: { lines: readonly SplitLine[]; currency: string; total: number },
  terms: ReadonlyMap<SellerId, SellerTerms>,
): OrderShare[] {
  const sum = order.lines.reduce((total, line) => total + line.total, 0)
  if (sum !== order.total) throw new RangeError(`lines of ${sum} are not an order of ${order.total}`)
  const sellers = sellersIn(order.lines)
  const hasOwnGoods = order.lines.some((line) => line.sellerId === null && line.total > 0)
  const way = sellers.length === 1 && !hasOwnGoods ? 'destination' : 'transfer'
  return sellers.map((sellerId) => {
    const seller = terms.get(sellerId)
    if (!seller) throw new RangeError(`no terms of seller ${sellerId}`)
    const gross = order.lines.reduce((total, line) => total + (line.sellerId === sellerId ? line.total : 0), 0)
    return {
      sellerId,
      way,
      accountId: seller.accountId,
      currency: order.currency,
      gross,
      fee: feeOf(gross, seller.feePpm, order.currency),
      feePpm: seller.feePpm,
    }
  })
}

/** What has to be sent after the charge, in minor units; nothing for what came with it. */
export const amountToSend = (share: Pick<OrderShare, 'way' | 'gross' | 'fee'>): number =>
  share.way === 'transfer' ? share.gross - share.fee : 0

import type { CartLineId, OrderId, ProductId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
import type { Tx } from '../../platform/db/database.ts'

/** What a browser has put in, without any price but the one it was last shown. */
export interface StoredCart {
  couponCode: string | null
  lines: StoredLine[]
}

/** A product and a quantity; the price seen when it was put in is kept only to tell the buyer that it changed. */
export interface StoredLine {
  id: CartLineId
  productId: ProductId
  quantity: number
  seenUnitAmount: number
  seenCurrency: string
}

export interface LineToPut {
  productId: ProductId
  quantity: number
  /** A second one makes no sense: a line that is there stays as it is. */
  isOnce: boolean
  /** What one costs, a price a currency, the preferred one first. */
  prices: readonly [Money, ...Money[]]
  at: Date
}

/**
 * - `full`: it holds {@link MAX_LINES} different things
 * - `too-many`: more than {@link MAX_QUANTITY} of one
 * - `other-currency`: the cart is in one that no price is in
 */
export type PutOutcome =
  | { kind: 'put' }
  | { kind: 'full' }
  | { kind: 'too-many' }
  | { kind: 'other-currency'; currency: string }

export const MAX_LINES = 50
export const MAX_QUANTITY = 99

/**
 * Where carts live, each under the SHA-256 of its browser's `session_id`. Every change is one atomic step, so that two tabs
 * never lose a line. One that takes part in an order is given that transaction, and holds only if it commits.
 */
export interface CartStore {
  /** In the order things were put in; null where nothing was ever put in, or too long ago. */
  find(visitHash: Buffer, tx?: Tx): Promise<StoredCart | null>
  put(visitHash: Buffer, line: LineToPut): Promise<PutOutcome>
  /** False where there is no such line. */
  setQuantity(visitHash: Buffer, lineId: CartLineId, quantity: number): Promise<boolean>
  remove(visitHash: Buffer, lineId: CartLineId): Promise<boolean>
  setCoupon(visitHash: Buffer, code: string | null): Promise<void>
  /** What the buyer has now seen counts from here on: prices noticed as changed are no longer news. */
  acceptPrices(visitHash: Buffer, lines: readonly { productId: ProductId; price: Money }[], tx: Tx): Promise<void>
  /** Takes out what an order bought from a cart, once; what was put in since stays, quantities included. */
  removeBought(tx: Tx, orderId: OrderId): Promise<void>
  /**
   * Puts an order's lines back whose payment failed after they had left the cart, once. What is in it by now stays as it is,
   * and keeps lines of another currency out.
   */
  returnBought(tx: Tx, orderId: OrderId, at: Date): Promise<void>
}

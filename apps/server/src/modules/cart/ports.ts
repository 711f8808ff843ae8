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
/** A cart that nobody changed for so long is gone. */
export const CART_LIFE_DAYS = 30

/**
 * Where carts live, each under the SHA-256 of its browser's `session_id`. Every change is one atomic step, so that two tabs
 * never lose a line. What an order does to its cart is given that order's transaction, holds only if it commits, and is done
 * once per order however often it is asked for. Throws a `cart-unavailable` where carts cannot be reached.
 */
export interface CartStore {
  /** In the order things were put in; null where nothing was ever put in, or too long ago. */
  find(visitHash: Buffer, tx?: Tx): Promise<StoredCart | null>
  put(visitHash: Buffer, line: LineToPut): Promise<PutOutcome>
  /** False where there is no such line. */
  setQuantity(visitHash: Buffer, lineId: CartLineId, quantity: number): Promise<boolean>
  remove(visitHash: Buffer, lineId: CartLineId): Promise<boolean>
  setCoupon(visitHash: Buffer, code: string | null): Promise<void>
  /** The prices of an order are those its buyer has now seen: noticed as changed, they are no longer news. */
  acceptPrices(tx: Tx, orderId: OrderId): Promise<void>
  /** Takes out what an order bought from a cart; what was put in since stays, quantities included. */
  removeBought(tx: Tx, orderId: OrderId): Promise<void>
  /**
   * Puts an order's lines back whose payment failed after they had left the cart. What is in it by now stays as it is, and
   * keeps lines of another currency out.
   */
  returnBought(tx: Tx, orderId: OrderId, at: Date): Promise<void>
  /**
   * Brings to a cart that lives elsewhere what an order's transaction wrote down for it. Null where carts are part of that
   * transaction: what is owed to others then stays owed.
   */
  bringChanges: ((orderId: OrderId) => Promise<void>) | null
  /** Deletes some of the carts that are too old to be found; answers how many. */
  forgetOld(): Promise<number>
  isReachable(): Promise<boolean>
}

export type OrderChange = 'accept-prices' | 'take-bought' | 'return-bought'

/** What an order does to its cart. */
export interface OwedChange {
  orderId: OrderId
  change: OrderChange
  visitHash: Buffer
  couponCode: string | null
  currency: string
  lines: { id: CartLineId; productId: ProductId; quantity: number; unitAmount: number }[]
}

/** The order's side of a cart that lives elsewhere: what is written down in its transaction, to be brought there later. */
export interface OwedChanges {
  /** Writes it down and queues it, once. */
  owe(tx: Tx, orderId: OrderId, change: OrderChange): Promise<void>
  /** What a cart has not got yet, the oldest first. One statement. */
  ofVisit(visitHash: Buffer, tx?: Tx): Promise<OwedChange[]>
  /** The same for the cart of an order. */
  ofOrder(orderId: OrderId): Promise<OwedChange[]>
  markDone(changes: readonly OwedChange[], tx?: Tx): Promise<void>
}

import { isCartBasket } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { CartStore } from '../cart/index.ts'
import type { StoredOrder } from '../orders/index.ts'

type OfCart = Pick<StoredOrder, 'id' | 'basket' | 'submittedAt'>

/** What an order bought leaves the cart it was bought from, at the first payment that is heard of. */
export async function takeFromCart(deps: { carts: CartStore }, tx: Tx, order: OfCart): Promise<void> {
  if (isCartBasket(order.basket) && order.submittedAt === null) await deps.carts.removeBought(tx, order.id)
}

/** It comes back when that payment failed. */
export async function giveBackToCart(deps: { carts: CartStore }, tx: Tx, order: OfCart, at: Date): Promise<void> {
  if (isCartBasket(order.basket) && order.submittedAt !== null) await deps.carts.returnBought(tx, order.id, at)
}

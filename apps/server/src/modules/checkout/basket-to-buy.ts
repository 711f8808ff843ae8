import { createHash } from 'node:crypto'
import { type BasketKey, basketOfBuyer, basketOfKey, basketOfVisit, newId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import type { Basket } from '../cart/index.ts'
import type { DirectLine, StartCheckoutCommand, StartDeps } from './start-command.ts'

/**
 * What can be told apart about who buys: a browser by its cart, a user by what they buy, anyone else by their key. Two starts
 * with the same key are one purchase.
 */
export function basketKeyOf(actor: Actor, command: StartCheckoutCommand): BasketKey | null {
  if (command.buy === 'cart') return actor.visitHash && basketOfVisit(actor.visitHash)
  if (actor.user !== null)
    return basketOfBuyer(
      actor.user.id,
      command.buy.map((line) => line.productId),
    )
  if (command.idempotency === null) return null
  const { scope, key } = command.idempotency
  return basketOfKey(createHash('sha256').update(`${scope}\n${key}`).digest('hex'))
}

/** The lines to price, under the basket's lock. */
export async function readBasket(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  key: BasketKey | null,
): Promise<Basket> {
  if (command.buy !== 'cart') return { key, couponCode: null, lines: toLines(command.buy, deps.clock.now()) }
  const cart = actor.visitHash && (await deps.carts.find(actor.visitHash, tx))
  return { key, couponCode: cart?.couponCode ?? null, lines: cart?.lines ?? [] }
}

/** No price was shown here before, so none can have changed. */
const toLines = (lines: readonly DirectLine[], at: Date): Basket['lines'] =>
  lines.map(({ productId, quantity, currency }) => ({
    id: newId(at.getTime()),
    productId,
    quantity,
    seenUnitAmount: null,
    seenCurrency: currency,
  }))

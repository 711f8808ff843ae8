import { createHash } from 'node:crypto'
import { type BasketKey, basketOfBuyer, basketOfKey, basketOfVisit, basketOfVisitor, newId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { type Basket, type BasketLine, MAX_QUANTITY } from '../cart/index.ts'
import { findOffer, type Offer, type OfferFailure, type PlanOffer } from '../catalogue/index.ts'
import type { PreparedPlan, StartCheckoutCommand, StartDeps } from './start-command.ts'

/** What is to be bought, before its lines are read: the cart, or what a caller named and the catalogue knows. */
export type Wanted =
  | { from: 'cart' }
  | { from: 'offer'; offer: Offer; quantity: number }
  | { from: 'plan'; offer: PlanOffer; trialDays: number }

export async function findWanted(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  { buy }: StartCheckoutCommand,
  plan: PreparedPlan | null,
): Promise<Result<Wanted, OfferFailure>> {
  if (plan) return ok({ from: 'plan', offer: plan.offer, trialDays: plan.trialDays })
  if (buy === 'cart') return ok({ from: 'cart' })
  if ('planPriceId' in buy) throw new Error('a plan is prepared before it is placed')
  if (buy.quantity < 1 || buy.quantity > (buy.mostAtOnce ?? MAX_QUANTITY))
    return fail({
      kind: 'invalid-input',
      fields: [{ path: 'quantity', message: `a purchase is of 1 to ${buy.mostAtOnce ?? MAX_QUANTITY}` }],
    })
  const offer = await findOffer({ ...deps, db: tx }, actor, buy.offer)
  return offer.ok ? ok({ from: 'offer', offer: offer.value, quantity: buy.quantity }) : offer
}

/**
 * What can be told apart about who buys: a browser by its cart, a user by what they buy, anyone else by their key. Two starts
 * with the same key are one purchase.
 */
export function basketKeyOf(
  actor: Actor,
  wanted: Wanted,
  idempotency: StartCheckoutCommand['idempotency'],
): BasketKey | null {
  if (wanted.from === 'cart') return actor.visitHash && basketOfVisit(actor.visitHash)
  if (actor.user !== null) return basketOfBuyer(actor.user.id, wanted.offer.productId)
  if (wanted.from === 'plan' && actor.visitHash !== null)
    return basketOfVisitor(actor.visitHash, wanted.offer.productId)
  if (idempotency === null) return null
  const { scope, key } = idempotency
  return basketOfKey(createHash('sha256').update(`${scope}\n${key}`).digest('hex'))
}

/** The lines to price, under the basket's lock. */
export async function readBasket(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  key: BasketKey | null,
): Promise<Basket> {
  if (wanted.from === 'plan') return { key, couponCode: null, lines: [toPlanLine(wanted, deps.clock.now())] }
  if (wanted.from === 'offer') return { key, couponCode: null, lines: [toLine(wanted, deps.clock.now())] }
  const cart = actor.visitHash && (await deps.carts.find(actor.visitHash, tx))
  return { key, couponCode: cart?.couponCode ?? null, lines: cart?.lines ?? [] }
}

/** No price was shown here before, so none can have changed. */
const toLine = ({ offer, quantity }: Extract<Wanted, { from: 'offer' }>, at: Date): BasketLine => ({
  id: newId(at.getTime()),
  productId: offer.productId,
  quantity,
  seenUnitAmount: null,
  seenCurrency: offer.price.currency,
})

const toPlanLine = ({ offer, trialDays }: Extract<Wanted, { from: 'plan' }>, at: Date): BasketLine => ({
  id: newId(at.getTime()),
  productId: offer.productId,
  quantity: 1,
  seenUnitAmount: null,
  seenCurrency: offer.money.currency,
  recurring: { priceId: offer.priceId, trialDays },
})

import { basketOfVisit, isBasketOfVisitor } from '@cashwrap/shared/ids'
import type { Actor } from '../auth/index.ts'
import type { CheckoutView } from './status-store.ts'

/** The browser whose cart it was or that subscribed, or the account it belongs to. What a site's user buys is nobody's here. */
export function isBuyer(
  view: Pick<CheckoutView, 'basket' | 'buyerUserId' | 'buyerEmail' | 'siteId'>,
  actor: Actor,
): boolean {
  const { visitHash } = actor
  if (visitHash !== null && (view.basket === basketOfVisit(visitHash) || isBasketOfVisitor(view.basket, visitHash)))
    return true
  if (actor.user === null) return false
  return view.buyerUserId === null
    ? view.siteId === null && view.buyerEmail !== null && view.buyerEmail === actor.user.email
    : view.buyerUserId === actor.user.id
}

import { basketOfVisit } from '@cashwrap/shared/ids'
import type { Actor } from '../auth/index.ts'
import type { CheckoutView } from './status-store.ts'

/** The browser whose cart it was, or the account it belongs to. What a site's user buys is nobody's here. */
export function isBuyer(
  view: Pick<CheckoutView, 'basket' | 'buyerUserId' | 'buyerEmail' | 'siteId'>,
  actor: Actor,
): boolean {
  if (actor.visitHash !== null && view.basket === basketOfVisit(actor.visitHash)) return true
  if (actor.user === null) return false
  return view.buyerUserId === null
    ? view.siteId === null && view.buyerEmail !== null && view.buyerEmail === actor.user.email
    : view.buyerUserId === actor.user.id
}

import type { ApplyCouponInput, Cart, ChangeQuantityInput, RemoveFromCartInput } from '@cashwrap/shared/contracts/cart'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { basketOfVisit } from '@cashwrap/shared/ids'
import { fail, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { findCoupon } from './coupon-store.ts'
import { type CartDeps, presentCart, viewCart } from './view-cart.ts'

export async function changeQuantity(
  deps: CartDeps,
  actor: Actor,
  input: ChangeQuantityInput,
): Promise<Result<Cart, FailureOf<'not-found'>>> {
  const changed =
    actor.visitHash !== null && (await deps.carts.setQuantity(actor.visitHash, input.lineId, input.quantity))
  return changed ? viewCart(deps, actor, {}) : fail({ kind: 'not-found', what: 'cart-line' })
}

export async function removeFromCart(
  deps: CartDeps,
  actor: Actor,
  input: RemoveFromCartInput,
): Promise<Result<Cart, FailureOf<'not-found'>>> {
  const removed = actor.visitHash !== null && (await deps.carts.remove(actor.visitHash, input.lineId))
  return removed ? viewCart(deps, actor, {}) : fail({ kind: 'not-found', what: 'cart-line' })
}

/** Keeps a coupon with the cart if it counts for what is in it now, else says why not. No use is taken before an order is placed. */
export async function applyCoupon(
  deps: CartDeps,
  actor: Actor,
  input: ApplyCouponInput,
): Promise<Result<Cart, FailureOf<'coupon-refused' | 'cart-empty'>>> {
  const stored = actor.visitHash === null ? null : await deps.carts.find(actor.visitHash)
  if (actor.visitHash === null || !stored || stored.lines.length === 0) return fail({ kind: 'cart-empty' })
  const code = input.code.toUpperCase()
  if (!(await findCoupon(deps.db, code, { email: null, basket: basketOfVisit(actor.visitHash) })))
    return fail({ kind: 'coupon-refused', code, problem: 'unknown' })
  const cart = await presentCart(deps, actor, { ...stored, couponCode: code })
  if (cart.coupon?.problem) return fail({ kind: 'coupon-refused', code, problem: cart.coupon.problem })
  await deps.carts.setCoupon(actor.visitHash, code)
  return { ok: true, value: cart }
}

export async function removeCoupon(deps: CartDeps, actor: Actor, _input: undefined): Promise<Result<Cart, never>> {
  if (actor.visitHash !== null) await deps.carts.setCoupon(actor.visitHash, null)
  return viewCart(deps, actor, {})
}

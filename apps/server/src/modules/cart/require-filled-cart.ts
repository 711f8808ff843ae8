import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import type { CartStore } from './ports.ts'

/** Tells a browser whose cart is gone, or never was, from one whose cart has nothing in it (any more). */
export async function requireFilledCart(
  deps: { carts: CartStore },
  actor: Actor,
  _input: undefined,
): Promise<Result<null, FailureOf<'not-found' | 'cart-empty'>>> {
  const cart = actor.visitHash === null ? null : await deps.carts.find(actor.visitHash)
  if (cart === null) return fail({ kind: 'not-found', what: 'cart' })
  return cart.lines.length === 0 ? fail({ kind: 'cart-empty' }) : ok(null)
}

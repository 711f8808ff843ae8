import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { findAccess } from '../access/index.ts'
import type { Actor } from '../auth/index.ts'
import { findProductByExternalId } from '../catalogue/index.ts'
import { isBuyer } from './is-buyer.ts'
import { type SettleDeps, settleCheckout } from './settle-checkout.ts'
import { findCheckoutView } from './status-store.ts'

export interface PurchaseToVerify {
  /** What the caller has always known the product by. */
  product: string
  kinds: readonly ProductKind[]
  /** A checkout of the caller's own that may have been paid just now. */
  sessionId: string | null
}

export interface VerifiedPurchase {
  hasAccess: boolean
  purchasedAt: Date | null
  orderId: OrderId | null
}

/**
 * Whether the caller may open a product. With a session of theirs that is paid and not heard of yet, the order is completed
 * first, as the webhook would; somebody else's session does not exist.
 */
export async function verifyPurchase(
  deps: SettleDeps,
  actor: Actor,
  input: PurchaseToVerify,
): Promise<Result<VerifiedPurchase, FailureOf<'sign-in-required' | 'not-found' | 'provider-unavailable'>>> {
  const { user } = actor
  if (user === null) return fail({ kind: 'sign-in-required' })
  const product = await findProductByExternalId(deps.db, input.product)
  if (!product || product.status === 'draft' || !input.kinds.includes(product.kind))
    return fail({ kind: 'not-found', what: 'product' })
  const owner = { userId: user.id, email: user.email }
  const before = await findAccess(deps.db, owner, product.id)
  if (input.sessionId !== null) {
    const view = await findCheckoutView(deps.db, input.sessionId)
    if (view?.sessionId !== input.sessionId || !isBuyer(view, actor))
      return fail({ kind: 'not-found', what: 'checkout' })
    if (before === null) {
      const settled = await settleCheckout(deps, actor, { sessionId: input.sessionId })
      if (!settled.ok && settled.failure.kind === 'provider-unavailable') return fail({ kind: 'provider-unavailable' })
    }
  }
  const access = before ?? (input.sessionId === null ? null : await findAccess(deps.db, owner, product.id))
  return ok({
    hasAccess: access !== null,
    purchasedAt: access?.grantedAt ?? null,
    orderId: access?.orderId ?? null,
  })
}

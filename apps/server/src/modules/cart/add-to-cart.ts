import type { AddToCartInput, Cart } from '@cashwrap/shared/contracts/cart'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { isCheckViolation } from '../../platform/db/pg-errors.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Actor } from '../auth/index.ts'
import { isOwnedOnce, priceableProducts } from '../catalogue/index.ts'
import { openCart, putLine } from './cart-store.ts'
import { type CartDeps, viewCart } from './view-cart.ts'

const MAX_LINES = 50

type AddFailure = FailureOf<'not-found' | 'not-for-sale' | 'mixed-currencies' | 'cart-full' | 'invalid-input'>

/** Puts a product into the browser's cart at whatever it costs when it is looked at. A cart has one currency, its first line's. */
export async function addToCart(
  deps: CartDeps,
  actor: Actor,
  input: AddToCartInput,
): Promise<Result<Cart, AddFailure>> {
  const { visitHash } = actor
  if (visitHash === null) throw new Error('adding to a cart needs a browser session')
  try {
    const added = await inTransaction(deps.db, async (tx): Promise<Result<null, AddFailure>> => {
      const at = deps.clock.now()
      const [product] = await priceableProducts(tx, [input.productId])
      if (product?.status !== 'published') return fail({ kind: 'not-found', what: 'product' })
      if (product.availability !== 'on-sale')
        return fail({ kind: 'not-for-sale', products: [{ productId: product.id, title: product.title }] })
      const cart = await openCart(tx, visitHash, at)
      const isNew = !cart.lines.some((line) => line.productId === product.id)
      if (isNew && cart.lines.length >= MAX_LINES) return fail({ kind: 'cart-full', limit: MAX_LINES })
      const oneTime = product.prices.filter((price) => price.interval === null)
      const cartCurrency = cart.lines[0]?.seenCurrency
      const price =
        cartCurrency === undefined
          ? (oneTime.find((one) => one.currency === deps.config.shop.currency) ?? oneTime[0])
          : oneTime.find((one) => one.currency === cartCurrency)
      if (!price) {
        const [other] = oneTime
        if (cartCurrency === undefined || !other)
          return fail({ kind: 'not-for-sale', products: [{ productId: product.id, title: product.title }] })
        return fail({ kind: 'mixed-currencies', cartCurrency, productCurrency: other.currency })
      }
      await putLine(tx, cart.id, {
        productId: product.id,
        quantity: isOwnedOnce(product.kind) && !isNew ? 1 : input.quantity,
        isOnce: isOwnedOnce(product.kind),
        unitAmount: price.amount,
        currency: price.currency,
        at,
      })
      return ok(null)
    })
    if (!added.ok) return added
  } catch (error) {
    if (!isCheckViolation(error, 'cart_lines_quantity')) throw error
    return fail({ kind: 'invalid-input', fields: [{ path: 'quantity', message: 'A cart line holds 1 to 99.' }] })
  }
  return viewCart(deps, actor, {})
}

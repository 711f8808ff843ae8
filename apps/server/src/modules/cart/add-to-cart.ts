import type { AddToCartInput, Cart } from '@cashwrap/shared/contracts/cart'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { Money } from '@cashwrap/shared/money'
import { fail, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { isOwnedOnce, oneTimePrices, priceableProducts } from '../catalogue/index.ts'
import { MAX_LINES, MAX_QUANTITY } from './ports.ts'
import { type CartDeps, viewCart } from './view-cart.ts'

type AddFailure = FailureOf<
  'not-found' | 'not-for-sale' | 'bought-alone' | 'mixed-currencies' | 'cart-full' | 'invalid-input'
>

/** Puts a product into the browser's cart at whatever it costs when it is looked at. A cart has one currency, its first line's. */
export async function addToCart(
  deps: CartDeps,
  actor: Actor,
  input: AddToCartInput,
): Promise<Result<Cart, AddFailure>> {
  const { visitHash } = actor
  if (visitHash === null) throw new Error('adding to a cart needs a browser session')
  const [product] = await priceableProducts(deps.db, [input.productId])
  if (product?.status !== 'published') return fail({ kind: 'not-found', what: 'product' })
  if (product.kind === 'plan' && product.availability === 'on-sale')
    return fail({ kind: 'bought-alone', products: [{ productId: product.id, title: product.title }] })
  const [preferred, ...others] = oneTimePrices(product, deps.config.shop.currency)
  if (product.availability !== 'on-sale' || !preferred)
    return fail({ kind: 'not-for-sale', products: [{ productId: product.id, title: product.title }] })
  const put = await deps.carts.put(visitHash, {
    productId: product.id,
    quantity: input.quantity,
    isOnce: isOwnedOnce(product.kind),
    prices: [toMoney(preferred), ...others.map(toMoney)],
    at: deps.clock.now(),
  })
  switch (put.kind) {
    case 'put':
      return viewCart(deps, actor, {})
    case 'full':
      return fail({ kind: 'cart-full', limit: MAX_LINES })
    case 'too-many':
      return fail({
        kind: 'invalid-input',
        fields: [{ path: 'quantity', message: `A cart line holds 1 to ${MAX_QUANTITY}.` }],
      })
    case 'other-currency':
      return fail({ kind: 'mixed-currencies', cartCurrency: put.currency, productCurrency: preferred.currency })
  }
}

const toMoney = ({ amount, currency }: Money): Money => ({ amount, currency })

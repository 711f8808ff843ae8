import { randomUUID } from 'node:crypto'
import { createCashwrapClient, failureOf, keepCookies } from '@cashwrap/client'

/** Puts the newest course into a cart and begins its checkout: `started.url` is where to pay. */
export async function sell(shopUrl: string, email: string) {
  const shop = createCashwrapClient({ url: shopUrl, fetch: keepCookies() })

  const { items } = await shop.catalogue.list.query({ kind: 'course', sort: 'newest', limit: 1 })
  const [product] = items
  if (!product) throw new Error('This shop sells no course yet.')

  const cart = await shop.cart.add.mutate({ productId: product.id })
  if (cart.currency === null) throw new Error('The cart is empty.')

  try {
    const started = await shop.checkout.start.mutate(
      { email, expectedTotal: { amount: cart.total, currency: cart.currency } },
      { context: { idempotencyKey: randomUUID() } },
    )
    return { shop, product, started }
  } catch (error) {
    const failure = failureOf(error)
    if (failure?.kind !== 'price-changed') throw error
    throw new Error(`It costs ${failure.now.amount} ${failure.now.currency} by now.`, { cause: error })
  }
}

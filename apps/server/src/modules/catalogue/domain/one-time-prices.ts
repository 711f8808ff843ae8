import type { ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import type { PriceableProduct } from './priceable-product.ts'

/** What a product costs when it is bought once, the shop's own currency first. */
export function oneTimePrices(product: Pick<PriceableProduct, 'prices'>, shopCurrency: string): ProductPrice[] {
  const once = product.prices.filter((price) => price.interval === null)
  const inShopCurrency = (price: ProductPrice) => (price.currency === shopCurrency ? 0 : 1)
  return once.sort((a, b) => inShopCurrency(a) - inShopCurrency(b))
}

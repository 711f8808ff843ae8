export type { PriceableProduct } from './domain/priceable-product.ts'
export { findProductByExternalId, priceableProducts } from './priceable-store.ts'

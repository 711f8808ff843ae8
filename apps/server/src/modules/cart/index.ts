export { addToCart } from './add-to-cart.ts'
export { applyCoupon, changeQuantity, removeCoupon, removeFromCart } from './change-cart.ts'
export { keepCouponUse, releaseCouponUse, takeCouponUse } from './coupon-store.ts'
export type { TaxRule } from './domain/quote.ts'
export { needsCountry, type TaxSettings, taxRuleFor } from './domain/tax-rule.ts'
export {
  type CartStore,
  type LineToPut,
  MAX_LINES,
  MAX_QUANTITY,
  type PutOutcome,
  type StoredCart,
  type StoredLine,
} from './ports.ts'
export { postgresCarts } from './postgres-cart-store.ts'
export { type Basket, type PricedBasket, type PricedLine, priceBasket } from './price-basket.ts'
export { viewCart } from './view-cart.ts'

export { addToCart } from './add-to-cart.ts'
export { owedChanges } from './cart-change-store.ts'
export { applyCoupon, changeQuantity, removeCoupon, removeFromCart } from './change-cart.ts'
export { keepCouponUse, releaseCouponUse, takeCouponUse } from './coupon-store.ts'
export type { TaxRule } from './domain/quote.ts'
export { NO_TAX, needsCountry, type TaxSettings, taxRuleFor } from './domain/tax-rule.ts'
export {
  CART_LIFE_DAYS,
  type CartStore,
  type LineToPut,
  MAX_LINES,
  MAX_QUANTITY,
  type OrderChange,
  type OwedChange,
  type OwedChanges,
  type PutOutcome,
  type StoredCart,
  type StoredLine,
} from './ports.ts'
export { postgresCarts } from './postgres-cart-store.ts'
export { type Basket, type BasketLine, type PricedBasket, type PricedLine, priceBasket } from './price-basket.ts'
export { requireFilledCart } from './require-filled-cart.ts'
export { bringCartChanges, sweepCarts } from './sweep-carts.ts'
export { viewCart } from './view-cart.ts'

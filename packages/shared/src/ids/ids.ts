declare const brand: unique symbol
/** A UUID that says what it names; only the edges (contracts, stores) make one from a plain string. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

export type UserId = Id<'user'>
export type SellerId = Id<'seller'>
export type ProductId = Id<'product'>
export type PriceId = Id<'price'>
export type CartId = Id<'cart'>
export type CartLineId = Id<'cart-line'>
export type OrderId = Id<'order'>
export type OrderItemId = Id<'order-item'>
export type CheckoutId = Id<'checkout'>
export type CouponId = Id<'coupon'>
export type FileId = Id<'file'>
export type SiteId = Id<'site'>
export type CreditAccountId = Id<'credit-account'>
export type CreditEntryId = Id<'credit-entry'>
export type SubscriptionId = Id<'subscription'>
export type SubscriptionInvoiceId = Id<'subscription-invoice'>
export type WebhookEndpointId = Id<'webhook-endpoint'>
export type WebhookMessageId = Id<'webhook-message'>
export type WebhookDeliveryId = Id<'webhook-delivery'>

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits, so that new rows land at the end of an index.
 * @param atMs milliseconds since the epoch, from a clock
 */
export function newId<Kind extends string>(atMs: number): Id<Kind> {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  new DataView(bytes.buffer).setUint32(0, Math.floor(atMs / 0x1_0000))
  new DataView(bytes.buffer).setUint16(4, atMs % 0x1_0000)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isUuid = (text: string): boolean => UUID.test(text)

/** What can have one open order at a time: a browser's cart, or one direct purchase. */
export type BasketKey = Id<'basket'>

/** A browser's cart. @param visitHash SHA-256 of its `session_id` */
export const basketOfVisit = (visitHash: Uint8Array): BasketKey => `cart:${hex(visitHash)}` as BasketKey

/** What someone known buys directly: asked for again, it is the same purchase while it can still be paid. */
export const basketOfBuyer = (userId: UserId, productId: ProductId): BasketKey =>
  `user:${userId}:${productId}` as BasketKey

/** A plan that a browser subscribes to: asked for again, it is the same purchase while it can still be paid. */
export const basketOfVisitor = (visitHash: Uint8Array, productId: ProductId): BasketKey =>
  `visit:${hex(visitHash)}:${productId}` as BasketKey

/** Whether a plan is being subscribed to by this browser. */
export const isBasketOfVisitor = (basket: BasketKey | null, visitHash: Uint8Array): boolean =>
  basket?.startsWith(`visit:${hex(visitHash)}:`) ?? false

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What someone unknown buys directly under a key of theirs. @param keyHash SHA-256 of the scoped key, as hex */
export const basketOfKey = (keyHash: string): BasketKey => `key:${keyHash}` as BasketKey

export const isCartBasket = (basket: BasketKey | null): boolean => basket?.startsWith('cart:') ?? false

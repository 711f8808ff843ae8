import type { Cart, LineNotice } from '@cashwrap/shared/contracts/cart'
import type { ProductId } from '@cashwrap/shared/ids'
import type { z } from 'zod'
import type { ItemNotice, ShopCart } from './cart-shop.wire.ts'

/**
 * @param names external ids of the products
 * @param shopCurrency stands in for an empty cart's, so that its zeros can be written down
 */
export function toShopCart(cart: Cart, names: ReadonlyMap<ProductId, string>, shopCurrency: string): ShopCart {
  return {
    lines: cart.lines.map((line) => ({
      id: line.id,
      productId: names.get(line.productId) ?? line.productId,
      title: line.title,
      kind: line.kind,
      quantity: line.quantity,
      unit: line.unit.amount,
      subtotal: line.subtotal.amount,
      discount: line.discount.amount,
      total: line.total.amount,
      notices: line.notices.map(toNotice),
    })),
    itemCount: cart.itemCount,
    coupon: cart.coupon,
    currency: cart.currency ?? shopCurrency,
    subtotal: cart.subtotal,
    discount: cart.discount,
    tax: cart.tax,
    taxIncluded: cart.taxIncluded,
    total: cart.total,
  }
}

function toNotice(notice: LineNotice): z.infer<typeof ItemNotice> {
  switch (notice.kind) {
    case 'price-changed':
      return { kind: notice.kind, was: notice.was.amount, now: notice.now.amount }
    case 'unavailable':
      return { kind: notice.kind, reason: notice.availability }
    default:
      return notice
  }
}

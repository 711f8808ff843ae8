import type { Cart } from '@cashwrap/shared/contracts/cart'
import { expect, it } from 'vitest'
import { withQuantity } from './use-cart.ts'

const money = (amount: number) => ({ amount, currency: 'USD' })
const line = (id: string, unit: number) => ({
  id: id as never,
  productId: id as never,
  slug: id,
  kind: 'event' as const,
  title: id,
  pictureSeed: id,
  quantity: 1,
  unit: money(unit),
  subtotal: money(unit),
  discount: money(0),
  total: money(unit),
  notices: [],
})
const cart: Cart = {
  lines: [line('workshop', 12000), line('jam', 800)],
  currency: 'USD',
  coupon: null,
  subtotal: 12800,
  discount: 0,
  tax: 0,
  taxIncluded: false,
  total: 12800,
  itemCount: 2,
}

it('shows a new quantity at once on its own line, and leaves every sum to the shop', () => {
  const next = withQuantity(cart, 'jam', 3)
  expect(next.lines.map(({ quantity, subtotal }) => [quantity, subtotal.amount])).toEqual([
    [1, 12000],
    [3, 2400],
  ])
  expect(next.total).toBe(cart.total)
  expect(cart.lines[1]?.quantity).toBe(1)
})

import type { OrderId, ProductId } from '@cashwrap/shared/ids'
import { insertProduct } from '../../support/builders/product.ts'
import type { House } from '../../support/house.ts'
import type { RestAnswer, Shopper } from '../../support/shopper.ts'
import { addCoupon } from '../../support/stock.ts'

export const CREATE = '/api/checkout/create-session'
export const COURSE = 'prod_1'
export const WORKSHOP = 'event_weekend_workshop'

/** The goods that the examples name. */
export async function stockExamples({ deps }: Pick<House, 'deps'>): Promise<void> {
  const usd = (amount: number) => [{ amount, currency: 'USD' }]
  await insertProduct(deps.db, { externalId: COURSE, title: 'Premium Course', prices: usd(4999) })
  await insertProduct(deps.db, { externalId: WORKSHOP, title: 'Weekend Workshop', seats: 8, prices: usd(12_000) })
  await addCoupon(deps.db, deps.clock.now(), { code: 'FIRSTPULL' })
}

export const idOf = async ({ deps }: Pick<House, 'deps'>, externalId: string): Promise<ProductId> =>
  (await deps.db.selectFrom('products').select('id').where('external_id', '=', externalId).executeTakeFirstOrThrow()).id

/** A cart as the wire has it, as far as tests look. */
export interface SeenCart {
  lines: { id: string; productId: string; quantity: number; total: number; notices: object[] }[]
  total: number
}
export interface SeenSession {
  success: true
  sessionId: string
  sessionUrl: string
  orderId: OrderId
}

export async function add(shopper: Shopper, productId: string, quantity = 1): Promise<SeenCart> {
  return cartIn(await shopper.rest('POST', '/api/cart/items', { body: { productId, quantity } }))
}

export function cartIn({ status, body }: RestAnswer): SeenCart {
  if (status !== 200) throw new Error(`no cart: ${status} ${JSON.stringify(body)}`)
  return (body as { cart: SeenCart }).cart
}

export const create = (
  shopper: Shopper,
  body: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<RestAnswer> => shopper.rest('POST', CREATE, { body: { userEmail: shopper.email, ...body }, headers })

export function sessionIn({ status, body }: RestAnswer): SeenSession {
  if (status !== 200) throw new Error(`no session: ${status} ${JSON.stringify(body)}`)
  return body as SeenSession
}

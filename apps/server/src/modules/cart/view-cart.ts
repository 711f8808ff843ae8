import type { Cart, CartLine, LineNotice, ViewCartInput } from '@cashwrap/shared/contracts/cart'
import { basketOfVisit, type ProductId } from '@cashwrap/shared/ids'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { ownedProducts } from '../access/index.ts'
import type { Actor } from '../auth/index.ts'
import { couponLabel } from './domain/coupon.ts'
import { type TaxSettings, taxRuleFor } from './domain/tax-rule.ts'
import type { CartStore, StoredCart } from './ports.ts'
import { type PricedBasket, priceBasket } from './price-basket.ts'

export interface CartDeps {
  db: Db
  clock: Clock
  carts: CartStore
  config: { tax: TaxSettings; shop: { currency: string } }
}

/** The browser's cart at the catalogue's prices of this moment, with what changed since things were put in. */
export async function viewCart(deps: CartDeps, actor: Actor, input: ViewCartInput): Promise<Result<Cart, never>> {
  const stored = actor.visitHash === null ? null : await deps.carts.find(actor.visitHash)
  return ok(await presentCart(deps, actor, stored, input.country ?? null))
}

export async function presentCart(
  deps: CartDeps,
  actor: Actor,
  stored: StoredCart | null,
  country: string | null = null,
): Promise<Cart> {
  const cart = {
    key: actor.visitHash && basketOfVisit(actor.visitHash),
    couponCode: stored?.couponCode ?? null,
    lines: stored?.lines ?? [],
  }
  const email = actor.user?.email ?? null
  const tax = taxRuleFor(deps.config.tax, country)
  const priced = await priceBasket(deps.db, cart, { email, tax, clock: deps.clock })
  const owner = { userId: actor.user?.id ?? null, email }
  const owned =
    actor.user === null || cart.lines.length === 0
      ? new Set<ProductId>()
      : await ownedProducts(
          deps.db,
          owner,
          cart.lines.map((line) => line.productId),
        )
  return {
    lines: toLines(priced, owned),
    currency: priced.currency,
    coupon: priced.coupon && {
      code: priced.coupon.code,
      label: priced.coupon.coupon ? couponLabel(priced.coupon.coupon) : priced.coupon.code,
      problem: priced.coupon.problem,
    },
    subtotal: priced.quote.subtotal,
    discount: priced.quote.discount,
    tax: priced.quote.isTaxKnown ? priced.quote.tax : null,
    taxIncluded: tax.mode === 'inclusive',
    total: priced.quote.total,
    itemCount: cart.lines.reduce((count, line) => count + line.quantity, 0),
  }
}

function toLines(priced: PricedBasket, owned: ReadonlySet<ProductId>): CartLine[] {
  const currency = priced.currency ?? ''
  const base = ({ stored, product }: Pick<PricedBasket['lines'][number], 'stored' | 'product'>) => ({
    id: stored.id,
    productId: product.id,
    slug: product.slug,
    kind: product.kind,
    title: product.title,
    pictureSeed: product.pictureSeed,
    quantity: stored.quantity,
  })
  const money = (amount: number) => ({ amount, currency })
  const owns = (productId: ProductId): LineNotice[] => (owned.has(productId) ? [{ kind: 'already-owned' }] : [])
  const buyable = priced.lines.map((line) => ({
    at: line.stored,
    line: {
      ...base(line),
      unit: money(line.unitAmount),
      subtotal: money(line.subtotal),
      discount: money(line.discount),
      total: money(line.total),
      notices: [...line.notices, ...owns(line.product.id)],
    },
  }))
  const gone = priced.unavailable.map((line) => ({
    at: line.stored,
    line: {
      ...base(line),
      unit: money(line.stored.seenUnitAmount ?? 0),
      subtotal: money(0),
      discount: money(0),
      total: money(0),
      notices: [line.notice],
    },
  }))
  const order = new Map(priced.order.map((id, index) => [id, index]))
  return [...buyable, ...gone]
    .sort((a, b) => (order.get(a.at.id) ?? 0) - (order.get(b.at.id) ?? 0))
    .map(({ line }) => line)
}

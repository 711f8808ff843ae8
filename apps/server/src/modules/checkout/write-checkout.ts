import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { type CheckoutId, isCartBasket, newId, type OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes, addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { holdSeats } from '../bookings/index.ts'
import { type Basket, type PricedBasket, type TaxRule, takeCouponUse } from '../cart/index.ts'
import { insertShares, type OrderShare } from '../marketplace/index.ts'
import { insertOrder, lockOrder, type NewOrder } from '../orders/index.ts'
import type { ChargeSplit, FrozenRequest, PlanDraft } from '../payments/index.ts'
import { completeCheckout } from './complete-checkout.ts'
import { taxLabel, toChargeLines } from './domain/charge-lines.ts'
import { OPENING_SECONDS } from './domain/check-schedule.ts'
import { insertSession } from './session-store.ts'
import type { CheckoutTerms, PreparedPlan, StartCheckoutCommand, StartDeps } from './start-command.ts'

/** What is sold, to whom, at what. */
export interface Agreement {
  basket: Basket
  email: string | null
  tax: TaxRule
  priced: PricedBasket
  /** What each seller is to get. */
  shares: readonly OrderShare[]
  /** Fingerprint of all of it. */
  print: Buffer
}

export type WriteFailure = FailureOf<'seats-gone' | 'coupon-refused' | 'amount-too-small' | 'invalid-input'>

export type Written =
  | { kind: 'to-open'; orderId: OrderId; session: { id: CheckoutId; request: FrozenRequest } }
  | { kind: 'completed'; orderId: OrderId }

/** Stripe refuses less than 30 minutes by its own clock, so what is sent is a little more. */
const EXPIRY_MARGIN_SECONDS = 60
const PROVIDER_MAXIMUM_MINUTES = 1440

/** Takes and writes all that belongs to an order: items, seats, coupon use, and the exact request to the provider. */
export async function writeCheckout(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  terms: CheckoutTerms,
  agreed: Agreement,
): Promise<Result<Written, WriteFailure>> {
  const at = deps.clock.now()
  const { priced } = agreed
  if (terms.way === 'intent' && agreed.tax.mode === 'stripe')
    return fail({
      kind: 'invalid-input',
      fields: [{ path: 'payment', message: 'Tax is calculated on the payment page alone: start a checkout session.' }],
    })
  const order = toNewOrder(deps, actor, command, terms, agreed, newId<'order'>(at.getTime()), at)
  const { number, items } = await insertOrder(tx, order)
  await insertShares(tx, order.id, agreed.shares)
  const seats = items
    .filter((item) => item.kind === 'event')
    .map((item) => ({ itemId: item.id, productId: item.productId, quantity: item.quantity }))
  const { gone } = await holdSeats(tx, order.id, seats, at)
  if (gone) {
    const title = items.find((item) => item.productId === gone.productId)?.title ?? ''
    return fail({ kind: 'seats-gone', products: [{ ...gone, title }] })
  }
  if (order.couponId !== null) {
    // Limits are counted by address: without one a coupon could be used without end.
    if (agreed.email === null) throw new Error('a caller that asks for no address offers no coupons')
    const taken = await takeCouponUse(tx, { couponId: order.couponId, orderId: order.id, email: agreed.email, at })
    if (taken !== 'taken') return fail({ kind: 'coupon-refused', code: order.couponCode ?? '', problem: taken })
  }
  await acceptPrices(deps, tx, order.id, agreed)
  await recordAudit(tx, {
    at,
    actor,
    action: 'order.placed',
    orderId: order.id,
    facts: { total: order.total, currency: order.currency, source: order.source, coupon: order.couponCode },
  })

  // A plan that begins with a trial costs nothing yet, and its card has to be asked for all the same.
  if (order.total === 0 && terms.plan === null) {
    const stored = await lockOrder(tx, order.id)
    if (!stored) throw new Error('the order that was just written is not there')
    await completeCheckout(deps, tx, actor, stored, {
      at,
      email: null,
      phone: null,
      tax: order.tax,
      total: 0,
      shares: agreed.shares,
      subscription: null,
      payment: null,
    })
    return ok({ kind: 'completed', orderId: order.id })
  }

  const { ttlMinutes, seatHoldMinutes } = deps.config.checkout
  const minutes = seats.length > 0 ? seatHoldMinutes : ttlMinutes
  const isLongest = terms.way === 'page' && minutes + EXPIRY_MARGIN_SECONDS / 60 >= PROVIDER_MAXIMUM_MINUTES
  const expiresAt = isLongest
    ? addMinutes(at, PROVIDER_MAXIMUM_MINUTES)
    : addSeconds(addMinutes(at, minutes), EXPIRY_MARGIN_SECONDS)
  const id = newId<'checkout'>(at.getTime())
  const frozen = deps.gateway.freeze({
    way: terms.way,
    checkoutId: id,
    orderId: order.id,
    orderNumber: number,
    instance: order.instance,
    shopName: deps.config.shop.name,
    email: agreed.email,
    currency: order.currency,
    lines: terms.plan
      ? []
      : toChargeLines(
          priced.lines.map((line) => ({
            ...line,
            title: line.product.title,
            summary: line.product.summary,
            imageUrl: `${deps.config.baseUrl}/pictures/${line.product.pictureSeed}-${line.product.kind}.svg`,
            quantity: line.stored.quantity,
          })),
          {
            currency: order.currency,
            couponCode: order.couponCode,
            taxOnTop: order.taxMode === 'exclusive' ? order.tax : 0,
            taxLabel: taxLabel(order.taxRateBps ?? 0),
          },
        ),
    plan: terms.plan && toPlanDraft(terms.plan, agreed, order),
    taxByProvider: order.taxMode === 'stripe',
    collectPhone: seats.length > 0 && deps.config.whatsapp !== null,
    split: terms.plan ? { way: 'shop' } : toSplit(agreed.shares),
    successUrl: command.successUrl,
    cancelUrl: command.cancelUrl,
    expiresAt: isLongest ? null : expiresAt,
  })
  if (!frozen.ok) {
    if (frozen.failure.kind === 'amount-too-small') return fail(frozen.failure)
    return fail({
      kind: 'invalid-input',
      fields: [{ path: 'cart', message: 'The total is more than the payment provider takes at once.' }],
    })
  }
  await insertSession(tx, {
    id,
    orderId: order.id,
    request: frozen.value,
    expiresAt,
    nextCheckAt: addSeconds(at, OPENING_SECONDS),
    at,
  })
  return ok({ kind: 'to-open', orderId: order.id, session: { id, request: frozen.value } })
}

function toNewOrder(
  deps: StartDeps,
  actor: Actor,
  command: StartCheckoutCommand,
  { creditAccountId, plan }: CheckoutTerms,
  { basket, email, tax, priced, print }: Agreement,
  id: OrderId,
  at: Date,
): NewOrder {
  return {
    id,
    source: command.source,
    instance: deps.config.instance,
    basket: basket.key,
    buyAgain: command.buyAgain,
    buyerUserId: actor.user?.id ?? null,
    buyerEmail: email,
    siteId: command.forSite?.siteId ?? null,
    creditAccountId,
    currency: priced.currency ?? '',
    subtotal: priced.quote.subtotal,
    discount: priced.quote.discount,
    tax: priced.quote.tax,
    total: priced.quote.total,
    taxMode: tax.mode,
    taxCountry: command.country ?? null,
    taxRateBps: tax.rateBps,
    couponId: priced.coupon?.coupon?.id ?? null,
    couponCode: priced.coupon?.coupon?.code ?? null,
    fingerprint: print,
    requestId: actor.requestId,
    at,
    items: priced.lines.map((line) => ({
      productId: line.product.id,
      priceId: line.priceId,
      sellerId: line.product.sellerId,
      kind: line.product.kind,
      title: line.product.title,
      quantity: line.stored.quantity,
      unitAmount: line.unitAmount,
      subtotal: line.subtotal,
      discount: line.discount,
      tax: line.tax,
      total: line.total,
      credits: line.product.credits,
      ...(plan && { plan: { interval: plan.offer.interval, trialDays: plan.trialDays } }),
    })),
  }
}

/** A plan in the words of the port. */
const toPlanDraft = (plan: PreparedPlan, agreed: Agreement, order: NewOrder): PlanDraft => {
  const [share] = agreed.shares
  return {
    providerPriceId: plan.providerPriceId,
    total: { amount: order.total, currency: order.currency },
    trialDays: plan.trialDays,
    customerId: plan.customerId,
    taxRateId: plan.taxRateId,
    destination: share ? { accountId: share.accountId, feeBps: share.feePpm / 100 } : null,
  }
}

/** How the provider is to be told. */
function toSplit(shares: readonly OrderShare[]): ChargeSplit {
  const [share] = shares
  if (!share) return { way: 'shop' }
  return share.way === 'transfer'
    ? { way: 'transfers' }
    : { way: 'destination', accountId: share.accountId, fee: share.fee }
}

/** Prices noticed as changed in the cart are agreed to by now. */
async function acceptPrices(deps: StartDeps, tx: Tx, orderId: OrderId, { basket, priced }: Agreement): Promise<void> {
  const isNews = priced.lines.some((line) => line.notices.some((notice) => notice.kind === 'price-changed'))
  if (isNews && isCartBasket(basket.key)) await deps.carts.acceptPrices(tx, orderId)
}

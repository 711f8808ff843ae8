import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { type CheckoutId, newId, type OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes, addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import { claimKey, type IdempotencyClaim, keepAnswer } from '../../platform/idempotency/idempotency-store.ts'
import { ownedProducts } from '../access/index.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { holdSeats } from '../bookings/index.ts'
import {
  acceptPrices,
  findCart,
  needsCountry,
  type PricedCart,
  priceCart,
  type StoredCart,
  takeCouponUse,
  taxRuleFor,
} from '../cart/index.ts'
import { isOwnedOnce } from '../catalogue/index.ts'
import { findOpenOrderOfCart, insertOrder, lockOrder, type NewOrder } from '../orders/index.ts'
import type { FrozenRequest } from '../payments/index.ts'
import { completeCheckout } from './complete-checkout.ts'
import { taxLabel, toChargeLines } from './domain/charge-lines.ts'
import { OPENING_SECONDS } from './domain/check-schedule.ts'
import { fingerprint } from './domain/fingerprint.ts'
import { type CheckoutSession, findSessionOfOrder, insertSession } from './session-store.ts'
import type { StartCheckoutCommand, StartDeps } from './start-command.ts'

/** What the first transaction found or made. */
export type Placed =
  | { kind: 'answered'; answer: unknown }
  /** An order stands; its session is to be opened (or was, by another call) under this request. */
  | { kind: 'to-open'; orderId: OrderId; session: { id: CheckoutId; request: FrozenRequest } }
  | { kind: 'open'; orderId: OrderId; sessionId: string; url: string; expiresAt: Date }
  | { kind: 'completed'; orderId: OrderId }
  /** The cart's open checkout is for something else by now: it has to end before a new one begins. */
  | { kind: 'to-end'; session: CheckoutSession }

export type PlaceFailure = FailureOf<
  | 'cart-empty'
  | 'not-for-sale'
  | 'country-needed'
  | 'coupon-refused'
  | 'price-changed'
  | 'already-owned'
  | 'seats-gone'
  | 'already-paid'
  | 'amount-too-small'
  | 'invalid-input'
  | 'idempotency-key-reused'
  | 'idempotency-key-in-progress'
>

/** A session this close to its end is not handed out again. */
const LEAST_LIFE_SECONDS = 60
/** Stripe refuses less than 30 minutes by its own clock, so what is sent is a little more. */
const EXPIRY_MARGIN_SECONDS = 60
const PROVIDER_MAXIMUM_MINUTES = 1440

/** The first transaction of a start: everything is priced, checked, taken and written down, or nothing is. */
export async function placeCheckout(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  claim: IdempotencyClaim | null,
): Promise<Result<Placed, PlaceFailure>> {
  const at = deps.clock.now()
  if (claim) {
    const claimed = await claimKey(tx, claim, at)
    if (claimed.kind === 'answered') return ok(claimed)
    if (claimed.kind === 'reused') return fail({ kind: 'idempotency-key-reused' })
    if (claimed.kind === 'in-progress') return fail({ kind: 'idempotency-key-in-progress' })
  }
  const cart = actor.visitHash && (await findCart(tx, actor.visitHash, true))
  if (!cart || cart.lines.length === 0) return fail({ kind: 'cart-empty' })
  const tax = taxRuleFor(deps.config.tax, command.country ?? null)
  const priced = await priceCart(tx, cart, { email: command.email, tax, clock: deps.clock })
  const agreed = agreedPrint(priced, command)

  const open = await findOpenOrderOfCart(tx, cart.id)
  const session = open && (await findSessionOfOrder(tx, open.id))
  if (open && session) {
    const standing = standingCheckout(session, open.fingerprint.equals(agreed), at)
    if (standing.kind === 'paid') return fail({ kind: 'already-paid', reference: standing.reference })
    // Another tab may have agreed to a new price: who was shown the old one is told, not sent to pay.
    const surprise = standing.kind === 'to-end' ? null : otherTotal(command, priced)
    return surprise ? fail(surprise) : ok(standing)
  }

  const refusal = await whyNot(deps, tx, actor, command, priced)
  if (refusal) return fail(refusal)
  return writeCheckout(deps, tx, actor, command, claim, cart, priced, agreed)
}

/** What to do about the checkout that the cart has open already. */
function standingCheckout(
  session: CheckoutSession,
  isSame: boolean,
  at: Date,
): Extract<Placed, { kind: 'open' | 'to-open' | 'to-end' }> | { kind: 'paid'; reference: string } {
  const { orderId, sessionId, url } = session
  if (session.status === 'complete' && sessionId !== null) return { kind: 'paid', reference: sessionId }
  if (!isSame) return { kind: 'to-end', session }
  if (session.status === 'creating') return { kind: 'to-open', orderId, session }
  const isUsable =
    session.status === 'open' &&
    sessionId !== null &&
    url !== null &&
    session.expiresAt > addSeconds(at, LEAST_LIFE_SECONDS)
  return isUsable
    ? { kind: 'open', orderId, sessionId, url, expiresAt: session.expiresAt }
    : { kind: 'to-end', session }
}

/** Every reason not to sell what is asked at the price that was shown, worst first. */
async function whyNot(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  priced: PricedCart,
): Promise<PlaceFailure | null> {
  if (priced.unavailable.length > 0)
    return {
      kind: 'not-for-sale',
      products: priced.unavailable.map(({ product }) => ({ productId: product.id, title: product.title })),
    }
  if (priced.currency === null) return { kind: 'cart-empty' }
  if (needsCountry(deps.config.tax) && command.country === undefined) return { kind: 'country-needed' }
  if (priced.coupon?.problem)
    return { kind: 'coupon-refused', code: priced.coupon.code, problem: priced.coupon.problem }
  const surprise = otherTotal(command, priced)
  if (surprise) return surprise
  if (command.buyAgain) return null
  const once = priced.lines.filter((line) => isOwnedOnce(line.product.kind))
  const owned = await ownedProducts(
    tx,
    { userId: actor.user?.id ?? null, email: command.email },
    once.map((line) => line.product.id),
  )
  const again = once.filter((line) => owned.has(line.product.id))
  return again.length === 0
    ? null
    : { kind: 'already-owned', products: again.map(({ product }) => ({ productId: product.id, title: product.title })) }
}

/** The buyer was shown another total than what the cart costs now. */
function otherTotal(command: StartCheckoutCommand, priced: PricedCart): FailureOf<'price-changed'> | null {
  const { expectedTotal: quoted } = command
  const { currency } = priced
  if (!quoted || currency === null || (quoted.amount === priced.quote.total && quoted.currency === currency))
    return null
  return { kind: 'price-changed', quoted, now: { amount: priced.quote.total, currency } }
}

async function writeCheckout(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  claim: IdempotencyClaim | null,
  cart: StoredCart,
  priced: PricedCart,
  agreed: Buffer,
): Promise<Result<Placed, PlaceFailure>> {
  const at = deps.clock.now()
  const order = toNewOrder(deps, actor, command, cart, priced, agreed, newId<'order'>(at.getTime()), at)
  const { number, items } = await insertOrder(tx, order)
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
    if (command.email === null) throw new Error('a caller that asks for no address offers no coupons')
    const taken = await takeCouponUse(tx, { couponId: order.couponId, orderId: order.id, email: command.email, at })
    if (taken !== 'taken') return fail({ kind: 'coupon-refused', code: order.couponCode ?? '', problem: taken })
  }
  await acceptPrices(
    tx,
    cart.id,
    priced.lines
      .filter((line) => line.notices.some((notice) => notice.kind === 'price-changed'))
      .map((line) => ({ productId: line.product.id, unitAmount: line.unitAmount, currency: order.currency })),
  )
  await recordAudit(tx, {
    at,
    actor,
    action: 'order.placed',
    orderId: order.id,
    facts: { total: order.total, currency: order.currency, source: order.source, coupon: order.couponCode },
  })

  if (order.total === 0) {
    const stored = await lockOrder(tx, order.id)
    if (!stored) throw new Error('the order that was just written is not there')
    await completeCheckout(deps, tx, actor, stored, { at, email: null, tax: order.tax, total: 0, payment: null })
    if (claim) await keepAnswer(tx, claim, { status: 'completed', orderId: order.id, reference: order.id })
    return ok({ kind: 'completed', orderId: order.id })
  }

  const { ttlMinutes, seatHoldMinutes } = deps.config.checkout
  const minutes = seats.length > 0 ? seatHoldMinutes : ttlMinutes
  const expiresAt =
    minutes >= PROVIDER_MAXIMUM_MINUTES
      ? addMinutes(at, PROVIDER_MAXIMUM_MINUTES)
      : addSeconds(addMinutes(at, minutes), EXPIRY_MARGIN_SECONDS)
  const id = newId<'checkout'>(at.getTime())
  const frozen = deps.gateway.freeze({
    checkoutId: id,
    orderId: order.id,
    orderNumber: number,
    instance: order.instance,
    shopName: deps.config.shop.name,
    email: command.email,
    currency: order.currency,
    lines: toChargeLines(
      priced.lines.map((line) => ({
        ...line,
        title: line.product.title,
        summary: line.product.summary,
        quantity: line.stored.quantity,
      })),
      {
        currency: order.currency,
        couponCode: order.couponCode,
        taxOnTop: order.taxMode === 'exclusive' ? order.tax : 0,
        taxLabel: taxLabel(order.taxRateBps ?? 0),
      },
    ),
    taxByProvider: order.taxMode === 'stripe',
    successUrl: command.successUrl,
    cancelUrl: command.cancelUrl,
    expiresAt: minutes >= PROVIDER_MAXIMUM_MINUTES ? null : expiresAt,
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
  cart: StoredCart,
  priced: PricedCart,
  agreed: Buffer,
  id: OrderId,
  at: Date,
): NewOrder {
  const tax = taxRuleFor(deps.config.tax, command.country ?? null)
  return {
    id,
    source: command.source,
    instance: deps.config.instance,
    cartId: cart.id,
    buyerUserId: actor.user?.id ?? null,
    buyerEmail: command.email,
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
    fingerprint: agreed,
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
    })),
  }
}

const agreedPrint = (priced: PricedCart, command: StartCheckoutCommand): Buffer =>
  fingerprint({
    email: command.email,
    lines: priced.lines.map((line) => ({
      productId: line.product.id,
      priceId: line.priceId,
      quantity: line.stored.quantity,
    })),
    coupon: priced.coupon?.code ?? null,
    currency: priced.currency ?? '',
    total: priced.quote.total,
    taxCountry: command.country ?? null,
    successUrl: command.successUrl,
    cancelUrl: command.cancelUrl,
  })

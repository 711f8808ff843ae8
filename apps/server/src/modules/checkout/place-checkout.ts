import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { CheckoutId, OrderId, SellerId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import { claimKey, type IdempotencyClaim, keepAnswer } from '../../platform/idempotency/idempotency-store.ts'
import type { Actor } from '../auth/index.ts'
import { NO_TAX, type PricedBasket, priceBasket, taxRuleFor } from '../cart/index.ts'
import type { OfferFailure } from '../catalogue/index.ts'
import { type OrderShare, planSharesFor, sharesFor } from '../marketplace/index.ts'
import { findOpenOrder, lockBasket } from '../orders/index.ts'
import type { FrozenRequest } from '../payments/index.ts'
import { basketKeyOf, findWanted, readBasket } from './basket-to-buy.ts'
import { fingerprint } from './domain/fingerprint.ts'
import { type CheckoutSession, findSessionOfOrder, findSubmittedReference } from './session-store.ts'
import type { CheckoutTerms, StartCheckoutCommand, StartDeps } from './start-command.ts'
import { hasAlready, otherTotal, type Refusal, whyNot } from './why-not.ts'
import { type Agreement, type WriteFailure, writeCheckout } from './write-checkout.ts'

/** What the first transaction found or made. */
export type Placed =
  | { kind: 'answered'; answer: unknown }
  /** An order stands; its session is to be opened (or was, by another call) under this request. */
  | { kind: 'to-open'; orderId: OrderId; session: { id: CheckoutId; request: FrozenRequest } }
  | { kind: 'open'; orderId: OrderId; sessionId: string; url: string; expiresAt: Date }
  | { kind: 'completed'; orderId: OrderId }
  /** The basket's open checkout is for something else by now: it has to end before a new one begins. */
  | { kind: 'to-end'; session: CheckoutSession }

export type PlaceFailure =
  | OfferFailure
  | Refusal
  | WriteFailure
  | FailureOf<'already-paid' | 'seller-not-ready' | 'idempotency-key-reused' | 'idempotency-key-in-progress'>

/** A session this close to its end is not handed out again. */
const LEAST_LIFE_SECONDS = 60

/** The first transaction of a start: everything is priced, checked, taken and written down, or nothing is. */
export async function placeCheckout(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  terms: CheckoutTerms,
  claim: IdempotencyClaim | null,
): Promise<Result<Placed, PlaceFailure>> {
  const at = deps.clock.now()
  if (claim) {
    const claimed = await claimKey(tx, claim, at)
    if (claimed.kind === 'answered') return ok(claimed)
    if (claimed.kind === 'reused') return fail({ kind: 'idempotency-key-reused' })
    if (claimed.kind === 'in-progress') return fail({ kind: 'idempotency-key-in-progress' })
  }
  const wanted = await findWanted(deps, tx, actor, command, terms.plan)
  if (!wanted.ok) return wanted
  const key = basketKeyOf(actor, wanted.value, command.idempotency)
  if (key !== null) await lockBasket(tx, key)
  // Before the basket: what a payment that comes in this moment has bought is then either seen to be paid or gone from it.
  const open = key && (await findOpenOrder(tx, key))
  const basket = await readBasket(deps, tx, actor, wanted.value, key)
  if (basket.lines.length === 0) return fail({ kind: 'cart-empty' })
  // A plan is an account's under its own address, so that nobody has it twice under two.
  const email = (terms.plan && actor.user?.email) ?? command.email ?? actor.user?.email ?? null
  const tax = command.forSite === null ? taxRuleFor(deps.config.tax, command.country ?? null) : NO_TAX
  const priced = await priceBasket(tx, basket, { email, tax, clock: deps.clock })
  const split = terms.plan
    ? await planSharesFor(deps, tx, { offer: terms.plan.offer, total: priced.quote.total })
    : await sharesFor(deps, tx, {
        lines: priced.lines.map((line) => ({ sellerId: line.product.sellerId, total: line.total })),
        currency: priced.currency ?? '',
        total: priced.quote.total,
      })
  const print = agreedPrint(actor, command, terms, email, priced, split.shares)

  const session = open && (await findSessionOfOrder(tx, open.id))
  if (open && session) {
    const standing = standingCheckout(session, open.fingerprint.equals(print), at)
    if (standing.kind === 'paid') return fail({ kind: 'already-paid', reference: standing.reference })
    if (standing.kind === 'to-end') return ok(standing)
    // Another tab may have agreed to a new price, or another order brought the same: who is told is not sent to pay.
    const news = otherTotal(command, priced) ?? (await hasAlready(tx, actor, command, email, priced, terms.plan))
    return news ? fail(news) : ok(standing)
  }
  if (command.buy !== 'cart' && key !== null) {
    const submitted = await findSubmittedReference(tx, key)
    if (submitted !== null) return fail({ kind: 'already-paid', reference: submitted })
  }

  const refusal = await whyNot(deps, tx, actor, command, email, priced, terms.plan)
  if (refusal) return fail(refusal)
  if (split.notReady.length > 0) return fail(notReadyYet(priced, split.notReady))
  const agreed: Agreement = { basket, email, tax, priced, shares: split.shares, print }
  const written = await writeCheckout(deps, tx, actor, command, terms, agreed)
  if (written.ok && written.value.kind === 'completed' && claim) {
    const { orderId } = written.value
    await keepAnswer(tx, claim, { status: 'completed', orderId, reference: orderId })
  }
  return written
}

/** What to do about the checkout that the basket has open already. */
function standingCheckout(
  session: CheckoutSession,
  isSame: boolean,
  at: Date,
): Extract<Placed, { kind: 'open' | 'to-open' | 'to-end' }> | { kind: 'paid'; reference: string } {
  const { orderId, sessionId, url } = session
  if (session.status === 'complete' && sessionId !== null) return { kind: 'paid', reference: sessionId }
  if (!isSame) return { kind: 'to-end', session }
  if (session.status === 'creating') return { kind: 'to-open', orderId, session }
  const { expiresAt } = session
  if (session.status !== 'open' || sessionId === null || expiresAt <= addSeconds(at, LEAST_LIFE_SECONDS))
    return { kind: 'to-end', session }
  // An intent's secret is not kept here: the same request under its key has the provider tell it again.
  return url === null ? { kind: 'to-open', orderId, session } : { kind: 'open', orderId, sessionId, url, expiresAt }
}

const notReadyYet = (priced: PricedBasket, sellers: readonly SellerId[]): FailureOf<'seller-not-ready'> => ({
  kind: 'seller-not-ready',
  products: priced.lines
    .filter(({ product }) => product.sellerId !== null && sellers.includes(product.sellerId))
    .map(({ product }) => ({ productId: product.id, title: product.title })),
})

const agreedPrint = (
  actor: Actor,
  command: StartCheckoutCommand,
  { way, creditAccountId, plan }: CheckoutTerms,
  email: string | null,
  priced: PricedBasket,
  shares: readonly OrderShare[],
): Buffer =>
  fingerprint({
    buyer: actor.user?.id ?? null,
    email,
    creditAccount: creditAccountId,
    plan: plan && { providerPriceId: plan.providerPriceId, trialDays: plan.trialDays, taxRateId: plan.taxRateId },
    way,
    lines: priced.lines.map((line) => ({
      productId: line.product.id,
      priceId: line.priceId,
      quantity: line.stored.quantity,
      credits: line.product.credits,
    })),
    coupon: priced.coupon?.code ?? null,
    currency: priced.currency ?? '',
    total: priced.quote.total,
    taxCountry: command.country ?? null,
    shares: shares.map(({ accountId, way, gross, fee }) => ({ accountId, way, gross, fee })),
    successUrl: command.successUrl,
    cancelUrl: command.cancelUrl,
  })

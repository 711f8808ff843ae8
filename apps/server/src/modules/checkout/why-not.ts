import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { Tx } from '../../platform/db/database.ts'
import { ownedProducts } from '../access/index.ts'
import type { Actor } from '../auth/index.ts'
import { needsCountry, type PricedBasket } from '../cart/index.ts'
import { isOwnedOnce, type PriceableProduct } from '../catalogue/index.ts'
import { subscribedAlready, subscriberOf } from './prepare-plan.ts'
import type { PreparedPlan, StartCheckoutCommand, StartDeps } from './start-command.ts'

export type Refusal = FailureOf<
  | 'cart-empty'
  | 'not-for-sale'
  | 'country-needed'
  | 'coupon-refused'
  | 'price-changed'
  | 'already-owned'
  | 'already-subscribed'
  | 'invalid-input'
>

/** Every reason not to sell what is asked at the price that was shown, worst first. */
export async function whyNot(
  deps: StartDeps,
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  email: string | null,
  priced: PricedBasket,
  plan: PreparedPlan | null,
): Promise<Refusal | null> {
  if (priced.unavailable.length > 0)
    return { kind: 'not-for-sale', products: priced.unavailable.map(({ product }) => named(product)) }
  if (priced.currency === null) return { kind: 'cart-empty' }
  if (command.forSite === null && needsCountry(deps.config.tax) && command.country === undefined)
    return { kind: 'country-needed' }
  if (priced.coupon?.problem)
    return { kind: 'coupon-refused', code: priced.coupon.code, problem: priced.coupon.problem }
  // A plan's page asks for the address and a card, also where nothing is paid at first.
  if (plan === null && priced.quote.total === 0 && email === null && actor.user === null)
    return {
      kind: 'invalid-input',
      fields: [{ path: 'email', message: 'this costs nothing, so no payment page will ask for an address: send one' }],
    }
  return otherTotal(command, priced) ?? hasAlready(tx, actor, command, email, priced, plan)
}

/** What is theirs by now: goods they own, unless they want them again, or the plan itself. */
export async function hasAlready(
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  email: string | null,
  priced: PricedBasket,
  plan: PreparedPlan | null,
): Promise<FailureOf<'already-owned' | 'already-subscribed'> | null> {
  return plan
    ? subscribedAlready({ db: tx }, actor, subscriberOf(actor, email), plan.offer)
    : ownedAlready(tx, actor, command, email, priced)
}

/** What is bought only once and theirs by now, unless they want it again. */
async function ownedAlready(
  tx: Tx,
  actor: Actor,
  command: StartCheckoutCommand,
  email: string | null,
  priced: PricedBasket,
): Promise<FailureOf<'already-owned'> | null> {
  if (command.buyAgain) return null
  const once = priced.lines.filter((line) => isOwnedOnce(line.product.kind))
  const owned = await ownedProducts(
    tx,
    { userId: actor.user?.id ?? null, email },
    once.map((line) => line.product.id),
  )
  const again = once.filter((line) => owned.has(line.product.id))
  return again.length === 0 ? null : { kind: 'already-owned', products: again.map(({ product }) => named(product)) }
}

/** The buyer was shown another total than what the basket costs now. */
export function otherTotal(command: StartCheckoutCommand, priced: PricedBasket): FailureOf<'price-changed'> | null {
  const { expectedTotal: quoted } = command
  const { currency } = priced
  if (!quoted || currency === null || (quoted.amount === priced.quote.total && quoted.currency === currency))
    return null
  return { kind: 'price-changed', quoted, now: { amount: priced.quote.total, currency } }
}

const named = (product: PriceableProduct) => ({ productId: product.id, title: product.title })

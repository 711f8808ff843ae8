import { setTimeout as wait } from 'node:timers/promises'
import type { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import type { Failure } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { openPortal } from '../../../modules/billing/index.ts'
import { findPriceByExternalId, findUnitCredits } from '../../../modules/catalogue/index.ts'
import { readSession, type StartCheckoutCommand, startCheckout } from '../../../modules/checkout/index.ts'
import { isUnderWay } from '../../../platform/idempotency/idempotency-store.ts'
import { keepForVisit, keyOfClick } from './one-per-click.ts'
import { type Link, MAX_CREDITS } from './read-link.ts'
import { landingPage, PRICES_PATH, returnUrl } from './return-link.ts'
import type { LinkFollowed } from './subscription-redirect.wire.ts'

export interface Followed extends LinkFollowed {
  /** Has later clicks of a visit that begins with this answer lead to the same checkout; null where nothing is to be kept. */
  keepFor: ((visitHash: Buffer) => Promise<void>) | null
}

const SCOPE = 'subscription-redirect.start'
/** How long a click waits for the one before it, whose checkout is being opened. */
const PATIENCE_MS = 10_000
const STEP_MS = 100

/** Where a link leads who follows it: to a payment page, to the landing page of what is free, or to what they have already. */
export async function followLink(
  deps: Deps,
  request: FastifyRequest,
  actor: Actor,
  link: Link,
): Promise<Result<Followed, Failure>> {
  const buy = await findGoods(deps, actor, link)
  if (!buy.ok) return buy
  const { frontUrl } = deps.config
  const command = {
    source: 'subscription-redirect',
    forSite: null,
    buy: buy.value,
    email: null,
    country: link.country,
    expectedTotal: null,
    buyAgain: false,
    successUrl: returnUrl(deps.config, link.target),
    cancelUrl: `${frontUrl}${PRICES_PATH}`,
    idempotency: null,
  } satisfies StartCheckoutCommand
  // Whoever is signed in is known: the core gives them the checkout that they have open.
  const started =
    actor.user === null
      ? await startForBrowser(deps, request, actor, command)
      : await startCheckout(deps, actor, command).then(withoutKey)
  if (!started.ok)
    return started.failure.kind === 'already-subscribed' ? toPortal(deps, actor, started.failure) : started
  const { checkout, keepFor } = started.value
  return ok(
    checkout.status === 'completed'
      ? { url: landingPage(deps.config, link.target, checkout.reference), sessionId: null, keepFor: null }
      : { url: checkout.url, sessionId: checkout.sessionId, keepFor },
  )
}

async function findGoods(
  deps: Deps,
  actor: Actor,
  { wants }: Link,
): Promise<Result<Exclude<StartCheckoutCommand['buy'], 'cart'>, Failure>> {
  if (wants.kind === 'credits') {
    const unit = await findUnitCredits(deps, actor, undefined)
    return unit.ok ? ok({ offer: unit.value, quantity: wants.quantity, mostAtOnce: MAX_CREDITS }) : unit
  }
  const price = await findPriceByExternalId(deps, actor, { externalId: wants.priceId })
  if (!price.ok) return price
  return ok(
    price.value.kind === 'plan'
      ? { planPriceId: price.value.offer.priceId }
      : { offer: price.value.offer, quantity: 1 },
  )
}

type Started = Result<{ checkout: StartedCheckout; keepFor: Followed['keepFor'] }, Failure>

const withoutKey = (started: Result<StartedCheckout, Failure>): Started =>
  started.ok ? ok({ checkout: started.value, keepFor: null }) : started

/** Starts for somebody who is known by their browser alone: a double click gets one checkout, unless that is over by then. */
async function startForBrowser(
  deps: Deps,
  request: FastifyRequest,
  actor: Actor,
  command: StartCheckoutCommand,
): Promise<Started> {
  const asked = [command.buy, command.successUrl, command.country ?? null]
  const click = { actor, request, asked }
  const start = async (key: string): Promise<Started> => {
    const started = await startOnce(deps, actor, command, { scope: SCOPE, key })
    if (!started.ok) return started
    const keepFor = actor.visitHash === null ? (visitHash: Buffer) => keepForVisit(deps, visitHash, asked, key) : null
    return ok({ checkout: started.value, keepFor })
  }
  const key = await keyOfClick(deps, click, null)
  const started = await start(key)
  if (!started.ok || !(await isOver(deps, actor, started.value.checkout))) return started
  return start(await keyOfClick(deps, click, key))
}

/** The same click may be under way here or on another server: its answer is waited for. */
async function startOnce(
  deps: Deps,
  actor: Actor,
  command: StartCheckoutCommand,
  key: { scope: string; key: string },
): Promise<Result<StartedCheckout, Failure>> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const started = await startCheckout(deps, actor, { ...command, idempotency: key })
    const isHeld = !started.ok && started.failure.kind === 'idempotency-key-in-progress'
    if (!isHeld || performance.now() > until) return started
    do await wait(STEP_MS)
    while (performance.now() < until && (await isUnderWay(deps.db, key, deps.clock.now())))
  }
}

async function isOver(deps: Deps, actor: Actor, checkout: StartedCheckout): Promise<boolean> {
  if (checkout.status === 'completed') return false
  const session = await readSession(deps, actor, { sessionId: checkout.sessionId })
  return session.ok && session.value.status !== 'open'
}

/** A subscriber goes to the billing portal instead of paying twice. */
async function toPortal(
  deps: Deps,
  actor: Actor,
  failure: Extract<Failure, { kind: 'already-subscribed' }>,
): Promise<Result<Followed, Failure>> {
  if (actor.user === null || failure.subscriptionId === null) return fail(failure)
  const portal = await openPortal(deps, actor, {
    subscriptionId: failure.subscriptionId,
    flow: null,
  })
  return portal.ok ? ok({ url: portal.value.url, sessionId: null, keepFor: null }) : portal
}

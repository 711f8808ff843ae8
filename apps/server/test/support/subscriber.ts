import type { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import type { CreditBalance } from '@cashwrap/shared/contracts/credits'
import type { Library } from '@cashwrap/shared/contracts/library'
import type { Subscription, SubscriptionList } from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId } from '@cashwrap/shared/ids'
import { systemActor } from '../../src/modules/auth/index.ts'
import { sweepSubscriptions } from '../../src/modules/billing/index.ts'
import type { House } from './house.ts'
import { Shopper } from './shopper.ts'
import { until } from './until.ts'

/** Signs a browser in by the code in the newest mail. */
export async function signIn(house: House, shopper: Shopper): Promise<Shopper> {
  const codes = async () =>
    (await house.sandbox.mail(shopper.email)).flatMap((mail) => /^ {4}(\d{6})$/m.exec(mail.text)?.[1] ?? [])
  const before = (await codes()).length
  await shopper.mutate('auth.requestSignIn', { email: shopper.email })
  const code = await until('the code comes', async () => {
    const all = await codes()
    return all.length > before && all[0]
  })
  const signedIn = await shopper.mutate('auth.signInWithCode', { email: shopper.email, code })
  if (!signedIn.ok) throw new Error(signedIn.failure.kind)
  return shopper
}

export const signedIn = (house: House, email?: string) => signIn(house, new Shopper(house.url, email))

/** The value of an answer; throws its failure's kind. */
export function given<T>(answer: { ok: true; value: T } | { ok: false; failure: { kind: string } }): T {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.failure)}`)
  return answer.value
}

/** Begins to subscribe, up to the payment page. */
export async function startPlan(
  shopper: Shopper,
  priceId: PriceId,
  guestEmail: string | null = null,
): Promise<StartedCheckout & { status: 'needs-payment' }> {
  const started = given(await shopper.mutate<StartedCheckout>('subscriptions.start', { priceId, email: guestEmail }))
  if (started.status !== 'needs-payment') throw new Error('a plan is paid on a page')
  return started
}

/** Subscribes and waits until the order is complete; answers the subscription as its owner sees it. */
export async function subscribe(
  house: House,
  shopper: Shopper,
  priceId: PriceId,
  card?: string,
): Promise<{ subscription: Subscription; sessionId: string; orderId: string }> {
  const { sessionId, orderId } = await startPlan(shopper, priceId)
  await house.sandbox.pay(sessionId, card)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  const subscription = (await mine(shopper)).find((one) => one.priceId === priceId)
  if (!subscription) throw new Error('there is no such subscription')
  return { subscription, sessionId, orderId }
}

export const mine = async (shopper: Shopper): Promise<Subscription[]> =>
  given(await shopper.query<SubscriptionList>('subscriptions.mine')).items

export const mySubscription = async (shopper: Shopper, subscriptionId: string): Promise<Subscription> =>
  given(await shopper.query<Subscription>('subscriptions.get', { subscriptionId }))

/** What the plan's bucket and all buckets hold of a type. */
export async function creditsOf(shopper: Shopper, creditType: string): Promise<{ plan: number; total: number }> {
  const balances = given(await shopper.query<CreditBalance[]>('credits.balances'))
  const { plan, total } = balances.find((one) => one.creditType === creditType) ?? { plan: 0, total: 0 }
  return { plan, total }
}

/** The slugs of what the library opens. */
export const opened = async (shopper: Shopper): Promise<string[]> =>
  given(await shopper.query<Library>('library.list'))
    .items.map((item) => item.slug)
    .sort()

/** Subjects of the mails that came, oldest first, without sign-in codes. */
export const subjects = async (house: House, email: string): Promise<string[]> =>
  (await house.sandbox.mail(email))
    .map((mail) => mail.subject)
    .filter((subject) => !/\d{6}|sign in/i.test(subject))
    .reverse()

/** Puts the clock of both forward to a moment, and looks at what is due then, as the sweep does. */
export async function passTo(house: House, moment: Date): Promise<void> {
  await house.sandbox.advanceTo(moment)
  await until('the shop knows the time', async () => house.deps.clock.now() >= moment)
  await sweepSubscriptions(house.deps, systemActor('test'))
}

import { runInternally, type Sandbox } from '../context.ts'
import { readSession } from '../payments/expire-session.ts'
import type { SessionDetails, SessionObject, SubscriptionTerms } from '../state/object-types.ts'
import { discountText } from './discount-text.ts'
import type { PayFormRules } from './pay-form.ts'
import { payPath } from './pay-page.ts'
import { type Bill, billOf, type CodeEntry } from './pay-view.ts'
import { planOf } from './plan-bill.ts'
import { priceText } from './price-text.ts'

/** A session as its pages see it. */
export type HostedSession = {
  session: SessionObject
  details: SessionDetails
  bill: Bill
  rules: PayFormRules
}

/** The session of a payment page, with what is due by now already done to it, or undefined for an unknown id. */
export function findHostedSession(sandbox: Sandbox, id: string): HostedSession | undefined {
  const { store, timers, clock } = sandbox
  timers.runDue()
  const session = runInternally(sandbox, (call) => readSession(call, id))
  const details = store.get('sandbox.session_details', id)
  if (!session || !details) return undefined
  return {
    session,
    details,
    bill: {
      ...billOf(session, details, (product) => store.get('product', product), merchantOf(session)),
      ...(details.subscription ? planPart(sandbox, session, details, details.subscription) : {}),
      ...(session.allow_promotion_codes ? { code: codeEntryOf(sandbox, session, details) } : {}),
    },
    rules: {
      asksEmail: true,
      lockedEmail: details.customer_email_locked ? knownEmail(sandbox, session) : null,
      asksPhone: session.phone_number_collection?.enabled ?? false,
      needsPayment: session.payment_status !== 'no_payment_required' && wantsCard(session),
      isCardOnly: details.subscription !== null && details.subscription !== undefined,
      now: new Date(clock.nowMs()),
    },
  }
}

function codeEntryOf({ store }: Sandbox, session: SessionObject, details: SessionDetails): CodeEntry {
  const code = details.promotion_code === null ? undefined : store.get('promotion_code', details.promotion_code)
  const coupon = code && store.get('coupon', code.promotion.coupon)
  return {
    formUrl: payPath(session.id, 'code'),
    applied: code && coupon ? { code: code.code, does: discountText(coupon) } : null,
    typed: '',
    error: null,
  }
}

/** Whether a method is asked for: to pay with now, or to be kept for when a trial is over. */
function wantsCard({ amount_total: total, mode, payment_method_collection: collection }: SessionObject): boolean {
  return total !== 0 || (mode === 'subscription' && collection === 'always')
}

/** The bill of a subscription: its lines with the days that are free first, and what is charged each time. */
function planPart(
  sandbox: Sandbox,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
): Pick<Bill, 'lines' | 'plan'> {
  const { store } = sandbox
  const plan = runInternally(sandbox, (call) => planOf(call, session, details, terms))
  const { lines } = billOf(session, details, (product) => store.get('product', product), merchantOf(session))
  if (!plan.trial) return { lines, plan }
  const { length } = plan.trial
  const tried = lines.map((line, index) => {
    const item = details.line_items[index]
    if (!item?.price.recurring) return line
    return { ...line, instead: `${length} free`, rhythm: `then ${priceText(item.price, item.quantity)}` }
  })
  return { lines: tried, plan }
}

/** The address that came with the session, its own or its customer's. */
function knownEmail({ store }: Sandbox, session: SessionObject): string | null {
  const customer = session.customer === null ? undefined : store.get('customer', session.customer)
  return customer?.email ?? session.customer_email
}

function merchantOf(session: SessionObject): string {
  return session.branding_settings?.display_name ?? 'the shop'
}

/** Where a buyer goes after paying: the shop's address with the session's id in its place. */
export function successUrlOf(session: SessionObject): string | null {
  return session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null
}

/** Whether the money is there, as opposed to a transfer that is still on its way. */
export function isSettled(session: SessionObject): boolean {
  return session.payment_status !== 'unpaid'
}

import { discountLines, totalsOf } from '../api/checkout-amounts.ts'
import { trialEndOf } from '../api/subscription-session.ts'
import type { Call } from '../context.ts'
import { taxSessionLines } from '../payments/session-taxes.ts'
import type { LineItemObject, SessionDetails, SessionObject, SubscriptionTerms } from '../state/object-types.ts'
import type { PlanBill } from './pay-view.ts'
import { rhythmText } from './price-text.ts'

const DAY_SECONDS = 24 * 3600

/** What a session subscribes to, as its buyer reads it. */
export function planOf(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
): PlanBill {
  const recurring = details.line_items.filter(({ price }) => price.recurring)
  const rhythm = recurring[0]?.price.recurring
  const until = trialEndOf(call, terms)
  return {
    name: recurring
      .map(({ description, price }) => call.store.get('product', price.product)?.name ?? description ?? 'the plan')
      .join(' and '),
    amount: totalsOf(eachTime(call, session, details, terms, recurring)).total,
    rhythm: rhythm ? rhythmText(rhythm) : '',
    trial: until === null ? null : { length: lengthOf(until - call.sandbox.clock.now()), until },
  }
}

/** The lines as renewals charge them: at their full price, less discounts that last, with tax. */
function eachTime(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
  recurring: readonly LineItemObject[],
): LineItemObject[] {
  const full = recurring.map((line) => {
    const amount = fullAmount(line)
    return { ...line, amount_subtotal: amount, amount_discount: 0, amount_tax: 0, amount_total: amount }
  })
  const coupon = details.coupon === null ? undefined : call.store.get('coupon', details.coupon)
  const discounted = coupon && coupon.duration !== 'once' ? discountLines(full, coupon) : full
  return taxSessionLines(call, session, terms, discounted)
}

/** What a line costs where it is not free at first, in minor units. */
export function fullAmount({ price, quantity }: LineItemObject): number {
  return Math.round((price.unit_amount ?? Number(price.unit_amount_decimal ?? 0)) * quantity)
}

function lengthOf(seconds: number): string {
  const days = Math.round(seconds / DAY_SECONDS)
  return days === 1 ? '1 day' : `${days} days`
}

import { discountLines, totalsOf } from '../api/checkout-amounts.ts'
import type { Call } from '../context.ts'
import type { LineItemObject, PromotionCodeObject, SessionDetails, SessionObject } from '../state/object-types.ts'
import { findAmountFault } from './currencies.ts'
import { faultOfCode, findCode, type Occasion } from './promotion-codes.ts'
import { taxSessionLines } from './session-taxes.ts'

export type CodeOutcome = { ok: true; session: SessionObject } | { ok: false; message: string }

/** Puts the code that a buyer typed on an open session that takes codes, and prices it anew. */
export function applyCode(call: Call, session: SessionObject, details: SessionDetails, typed: string): CodeOutcome {
  if (!session.allow_promotion_codes) return { ok: false, message: 'This shop takes no codes here.' }
  const code = findCode(call, typed, session.customer)
  if (!code) return { ok: false, message: 'This code is invalid.' }
  const fault = faultOfCode(call, code, occasionOf(session, details))
  if (fault !== undefined) return { ok: false, message: fault }
  const priced = priceAnew(call, session, details, code)
  if (isPayable(priced, details)) return { ok: true, session: priced }
  priceAnew(call, session, details, null)
  return { ok: false, message: 'With this code the total would be too small to be paid.' }
}

/** Whether the total is nothing, or enough to be charged and to be shared as the shop wants it shared. */
function isPayable({ amount_total: total, currency }: SessionObject, details: SessionDetails): boolean {
  const { application_fee_amount: fee = 0, transfer_data: transfer } = details.payment_intent_data
  if (total === null || (total > 0 && findAmountFault(total, currency ?? 'usd'))) return false
  return total >= Math.max(fee, transfer?.amount ?? 0)
}

/** Takes the buyer's code off an open session again. */
export function removeCode(call: Call, session: SessionObject, details: SessionDetails): SessionObject {
  if (!session.allow_promotion_codes || details.promotion_code === null) return session
  return priceAnew(call, session, details, null)
}

/** Why the code on a session cannot be used any more, now that it is paid: others may have used it up meanwhile. */
export function faultOfSessionCode(call: Call, session: SessionObject, details: SessionDetails): string | undefined {
  const { promotion_code: id } = details
  if (id === null) return undefined
  const code = call.store.get('promotion_code', id)
  return code ? faultOfCode(call, code, occasionOf(session, details)) : 'This code has expired.'
}

/** The session with this code on it, or without any: its lines, its sums and what it says of discounts, stored. */
function priceAnew(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  code: PromotionCodeObject | null,
): SessionObject {
  const coupon = code ? call.store.get('coupon', code.promotion.coupon) : undefined
  const full = details.line_items.map((line) => ({
    ...line,
    amount_discount: 0,
    amount_tax: 0,
    amount_total: line.amount_subtotal,
  }))
  const discounted = coupon ? discountLines(full, coupon) : full
  const lines = taxSessionLines(call, session, details.subscription, discounted)
  const totals = totalsOf(lines)
  call.store.put('sandbox.session_details', {
    ...details,
    line_items: lines,
    coupon: coupon?.id ?? null,
    promotion_code: code?.id ?? null,
  })
  return call.store.put('checkout.session', {
    ...session,
    amount_subtotal: totals.subtotal,
    amount_total: totals.total,
    discounts: code ? [{ coupon: null, promotion_code: code.id }] : [],
    total_details: { ...session.total_details, amount_discount: totals.discount, amount_tax: totals.tax },
  })
}

/** What a code may depend on. A plan that is free at first counts with its full price. */
function occasionOf(session: SessionObject, details: SessionDetails): Occasion {
  const priceOf = ({ price, quantity }: LineItemObject) => Math.round((price.unit_amount ?? 0) * quantity)
  return {
    customer: session.customer,
    subtotal: details.line_items.reduce((sum, line) => sum + priceOf(line), 0),
    currency: session.currency ?? 'usd',
  }
}

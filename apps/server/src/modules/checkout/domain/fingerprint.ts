import { createHash } from 'node:crypto'

/** Everything a buyer agreed to: two starts with the same fingerprint are the same checkout, another one replaces it. */
export interface Agreed {
  /** Whose account it is for. */
  buyer: string | null
  email: string | null
  /** Whose credits it is for, if not the buyer's own. */
  creditAccount: string | null
  way: 'page' | 'intent'
  /** `credits` is what each unit gives of them, for packages. */
  lines: readonly {
    productId: string
    priceId: string
    quantity: number
    credits: { creditType: string; credits: number } | null
  }[]
  coupon: string | null
  currency: string
  total: number
  taxCountry: string | null
  /** How a plan is subscribed to; null for what is bought once. */
  plan: { providerPriceId: string; trialDays: number; taxRateId: string | null } | null
  /** Where the money goes: a seller whose account or terms are others by now is another checkout. */
  shares: readonly { accountId: string; way: string; gross: number; fee: number }[]
  successUrl: string
  cancelUrl: string
}

export function fingerprint(agreed: Agreed): Buffer {
  const lines = [...agreed.lines]
    .sort((a, b) => (a.productId < b.productId ? -1 : 1))
    .map(({ productId, priceId, quantity, credits }) => [
      productId,
      priceId,
      quantity,
      // Left out where there are none, as below.
      ...(credits === null ? [] : [credits.creditType, credits.credits]),
    ])
  const parts = [
    agreed.buyer,
    agreed.email,
    lines,
    agreed.coupon,
    agreed.currency,
    agreed.total,
    agreed.taxCountry,
    agreed.shares,
    agreed.successUrl,
    agreed.cancelUrl,
    // Left out for what there was before them, so that checkouts begun then stay the same.
    ...(agreed.creditAccount === null && agreed.way === 'page' ? [] : [agreed.creditAccount, agreed.way]),
    ...(agreed.plan === null ? [] : [agreed.plan.providerPriceId, agreed.plan.trialDays, agreed.plan.taxRateId]),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}

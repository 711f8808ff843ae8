import { allocate, divideHalfUp, shareOf, taxWithin } from '@cashwrap/shared/money'

export interface LineToPrice {
  productId: string
  quantity: number
  unitAmount: number
}

/** How much a coupon takes off, and of which products (null for all). */
export interface DiscountRule {
  percentBps: number | null
  amountOff: number | null
  productIds: ReadonlySet<string> | null
}

/** `rateBps` is null while the rate is not known yet: no country given, or calculated by the payment provider. */
export interface TaxRule {
  mode: 'off' | 'inclusive' | 'exclusive' | 'stripe'
  rateBps: number | null
}

export interface LineAmounts {
  subtotal: number
  discount: number
  tax: number
  total: number
}

export interface Quote extends LineAmounts {
  lines: LineAmounts[]
  /** False while tax is still to be added or told. */
  isTaxKnown: boolean
}

/**
 * Prices a cart in minor units of one currency. Discount and tax are computed once on the whole and shared out over the
 * lines, so that lines always sum to the order. `step` is the smallest amount the provider charges in (10 for KWD and its kind).
 */
export function quote(lines: readonly LineToPrice[], discount: DiscountRule | null, tax: TaxRule, step = 1): Quote {
  const subtotals = lines.map((line) => line.unitAmount * line.quantity)
  const eligible = lines.map((line, index) =>
    discount && (discount.productIds === null || discount.productIds.has(line.productId)) ? subtotals[index]! : 0,
  )
  const discounts = allocateSteps(discountOn(sum(eligible), discount, step), eligible, step)
  const nets = subtotals.map((subtotal, index) => subtotal - discounts[index]!)
  const taxes = allocateSteps(taxOn(sum(nets), tax, step), nets, tax.mode === 'exclusive' ? step : 1)
  const priced = lines.map((_, index): LineAmounts => {
    const added = tax.mode === 'exclusive' ? taxes[index]! : 0
    return { subtotal: subtotals[index]!, discount: discounts[index]!, tax: taxes[index]!, total: nets[index]! + added }
  })
  return {
    lines: priced,
    subtotal: sum(subtotals),
    discount: sum(discounts),
    tax: sum(taxes),
    total: sum(priced.map((line) => line.total)),
    isTaxKnown: tax.mode === 'off' || tax.rateBps !== null,
  }
}

function discountOn(base: number, rule: DiscountRule | null, step: number): number {
  if (rule === null || base === 0) return 0
  const wanted = rule.percentBps === null ? (rule.amountOff ?? 0) : shareOf(base, rule.percentBps)
  return Math.min(base, toStep(wanted, step))
}

function taxOn(net: number, rule: TaxRule, step: number): number {
  if (rule.rateBps === null) return 0
  if (rule.mode === 'inclusive') return taxWithin(net, rule.rateBps)
  return rule.mode === 'exclusive' ? toStep(shareOf(net, rule.rateBps), step) : 0
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

/** Rounded half up to a multiple of `step`. */
const toStep = (amount: number, step: number): number => divideHalfUp(BigInt(amount), BigInt(step)) * step

const allocateSteps = (amount: number, weights: readonly number[], step: number): number[] =>
  allocate(amount / step, weights).map((part) => part * step)

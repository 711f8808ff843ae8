import type Stripe from 'stripe'

/** What of a tax rate the amount depends on. */
export type Rate = Pick<Stripe.TaxRate, 'id' | 'percentage' | 'inclusive'>

/** The tax of one line by one rate, in minor units, as invoices carry it in `taxes` of a line. */
export type LineTax = Stripe.InvoiceLineItem.Tax

/** Whether a customer pays tax; at Stripe `reverse` means that the buyer accounts for it themselves. */
export type Exemption = 'none' | 'exempt' | 'reverse'

// Stripe keeps four decimals of a percentage.
const UNITS_PER_PERCENT = 10_000
const WHOLE = 100n * BigInt(UNITS_PER_PERCENT)

/**
 * The taxes of an invoice's line by its rates, one entry per rate in the order given. Invoices use it for
 * `default_tax_rates` and for rates on items. `amount` is the line's amount after discounts, in minor units; it may be
 * negative, as prorations are, and then so is the tax.
 *
 * Inclusive rates lie in the amount: together they leave `amount × 100 / (100 + their percentages)`, and the rest is
 * shared out among them by percentage. Exclusive rates go on top of what is left after that. Amounts are rounded to
 * whole minor units, half away from zero, line by line; inclusive parts always add up with what they leave to the
 * amount. Of exempt customers nothing is taken: each rate has an entry of 0 that says why.
 */
export function taxesOfLine(amount: number, rates: readonly Rate[], exemption: Exemption = 'none'): LineTax[] {
  if (exemption !== 'none') return rates.map((rate) => entryOf(rate, 0, amount, exemption))
  const inside = rates.filter((rate) => rate.inclusive)
  const units = inside.reduce((sum, rate) => sum + unitsOf(rate), 0n)
  const net = divide(BigInt(amount) * WHOLE, WHOLE + units)
  let left = BigInt(amount) - net
  let unitsLeft = units
  return rates.map((rate) => {
    if (!rate.inclusive) return entryOf(rate, Number(divide(net * unitsOf(rate), WHOLE)), Number(net), exemption)
    // What is left is shared out over the percentages that are left: nothing is lost to rounding.
    const part = unitsLeft === 0n ? 0n : divide(left * unitsOf(rate), unitsLeft)
    left -= part
    unitsLeft -= unitsOf(rate)
    return entryOf(rate, Number(part), Number(net), exemption)
  })
}

/** What taxes put on top of an amount: the exclusive ones, in minor units. */
export function addedBy(taxes: readonly LineTax[]): number {
  return sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive'))
}

/** What of an amount is tax already: the inclusive ones, in minor units. */
export function containedIn(taxes: readonly LineTax[]): number {
  return sum(taxes.filter((tax) => tax.tax_behavior === 'inclusive'))
}

/** The taxes of all lines, added up by rate, as an invoice carries them in `total_taxes`. */
export function totalTaxes(lines: readonly (readonly LineTax[])[]): LineTax[] {
  const totals = new Map<string, LineTax>()
  for (const tax of lines.flat()) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.taxability_reason}`
    const known = totals.get(key)
    totals.set(key, {
      ...tax,
      amount: (known?.amount ?? 0) + tax.amount,
      taxable_amount: (known?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0),
    })
  }
  return [...totals.values()]
}

function entryOf(rate: Rate, amount: number, taxable: number, exemption: Exemption): LineTax {
  const reasons = { none: 'standard_rated', exempt: 'customer_exempt', reverse: 'reverse_charge' } as const
  return {
    amount,
    tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: rate.percentage === 0 && exemption === 'none' ? 'zero_rated' : reasons[exemption],
    taxable_amount: exemption === 'none' ? taxable : 0,
    type: 'tax_rate_details',
  }
}

function unitsOf({ percentage }: Rate): bigint {
  return BigInt(Math.round(percentage * UNITS_PER_PERCENT))
}

/** A whole quotient, half away from zero. The divisor is positive. */
function divide(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend
  const quotient = (2n * size + divisor) / (2n * divisor)
  return dividend < 0n ? -quotient : quotient
}

function sum(taxes: readonly LineTax[]): number {
  return taxes.reduce((total, tax) => total + tax.amount, 0)
}

import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import { invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'

/** The tax rates that a list of ids names, which may still be used. */
export function requireTaxRates(call: Call, ids: readonly string[], param: string): Stripe.TaxRate[] {
  return ids.map((id, index) => {
    const rate = findByParam(call, 'tax_rate', 'tax rate', id, `${param}[${index}]`)
    if (rate.active) return rate
    throw invalidRequest(`The tax rate ${id} is inactive. This field only accepts active tax rates.`, {
      param: `${param}[${index}]`,
    })
  })
}

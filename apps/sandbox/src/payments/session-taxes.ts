import { taxLines, taxLinesBy } from '../api/checkout-amounts.ts'
import { exemptionOf } from '../billing/amounts.ts'
import type { Call } from '../context.ts'
import type { LineItemObject, SessionDetails, SessionObject } from '../state/object-types.ts'

/** The lines of a session with their taxes: the automatic one, else those of the subscription that it is to begin. */
export function taxSessionLines(
  call: Call,
  session: Pick<SessionObject, 'customer'> & { automatic_tax: { enabled: boolean } },
  terms: SessionDetails['subscription'],
  lines: readonly LineItemObject[],
): LineItemObject[] {
  const customer = session.customer === null ? undefined : call.store.get('customer', session.customer)
  const exemption = exemptionOf(customer?.tax_exempt)
  return session.automatic_tax.enabled
    ? taxLines(lines, exemption)
    : taxLinesBy(lines, terms?.default_tax_rates ?? [], exemption)
}

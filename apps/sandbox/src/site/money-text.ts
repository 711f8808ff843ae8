// Stripe's own list of currencies without a minor unit. UGX is on it at Stripe too, yet its amounts must be sent in hundredths.
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

/**
 * An amount as a buyer reads it. `minor` is Stripe's integer for `currency` (1999 for 19.99 usd, 750 for 750 jpy).
 * For showing only: Stripe's largest amounts have twelve digits, which a double divides exactly to the digits shown.
 */
export function formatAmount(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() })
  return format.format(minor / 10 ** decimalsOf(currency)).replace('-', '−')
}

function decimalsOf(currency: string): number {
  const code = currency.toLowerCase()
  if (ZERO_DECIMAL.has(code)) return 0
  return THREE_DECIMAL.has(code) ? 3 : 2
}

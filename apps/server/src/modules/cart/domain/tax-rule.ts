import type { TaxRule } from './quote.ts'

/** The shop's setting: how tax is charged, and each country's rate in basis points. */
export interface TaxSettings {
  mode: 'off' | 'inclusive' | 'exclusive' | 'stripe'
  ratesBps: Readonly<Record<string, number>>
}

/** What applies to a buyer from this country; null while it is not known. A country without a rate is not taxed. */
export function taxRuleFor(settings: TaxSettings, country: string | null): TaxRule {
  if (settings.mode === 'off' || settings.mode === 'stripe') return { mode: settings.mode, rateBps: null }
  return { mode: settings.mode, rateBps: country === null ? null : (settings.ratesBps[country] ?? 0) }
}

export const needsCountry = (settings: TaxSettings): boolean =>
  settings.mode === 'inclusive' || settings.mode === 'exclusive'

/** For callers that show a price and can say nothing of a country: what was shown is what is paid, with no tax worked out. */
export const NO_TAX: TaxRule = { mode: 'off', rateBps: null }

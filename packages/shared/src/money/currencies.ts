/** Digits after the point in a currency's minor unit, for every currency Stripe charges in. */
const TWO =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD YER ZAR ZMW'
const ZERO = 'BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'
const THREE = 'BHD JOD KWD OMR TND'

const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...TWO.split(' ').map((code) => [code, 2] as const),
  ...ZERO.split(' ').map((code) => [code, 0] as const),
  ...THREE.split(' ').map((code) => [code, 3] as const),
])

/** Upper-case ISO 4217 codes this shop can price in. UGX is left out: Stripe's page gives two contradicting rules for it. */
export const CURRENCIES: readonly string[] = [...EXPONENTS.keys()].sort()

export const isCurrency = (code: string): boolean => EXPONENTS.has(code)

/** Prices are whole multiples of this many minor units: cards are charged in tens of fils where a currency has three decimals. */
export const smallestStep = (currency: string): number => (exponentOf(currency) === 3 ? 10 : 1)

/** How many decimals the currency has (JPY 0, USD 2, KWD 3). Throws for a currency we do not take. */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency)
  if (exponent === undefined) throw new RangeError(`currency ${currency} is not supported`)
  return exponent
}

/** Smallest charge by currency, in its minor units, as Stripe lists them by settlement currency. */
const MINIMUMS: Record<string, number> = {
  usd: 50,
  eur: 50,
  aud: 50,
  cad: 50,
  nzd: 50,
  sgd: 50,
  brl: 50,
  inr: 50,
  chf: 50,
  gbp: 30,
  jpy: 50,
  dkk: 250,
  nok: 300,
  sek: 300,
  hkd: 400,
  mxn: 1000,
  myr: 200,
  pln: 200,
  ron: 200,
  thb: 1000,
  czk: 1500,
  huf: 17500,
  aed: 200,
  bgn: 100,
}
const FALLBACK_MINIMUM = 50
const LARGEST_AMOUNT = 99_999_999

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

const OTHERS =
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs wst xcd yer zar zmw'.split(
    ' ',
  )

const KNOWN = new Set([...ZERO_DECIMAL, ...THREE_DECIMAL, ...OTHERS])

export function isKnownCurrency(currency: string): boolean {
  return KNOWN.has(currency)
}

export function knownCurrencies(): string[] {
  return [...KNOWN].sort()
}

/** Digits after the point when an amount is shown to people. */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0
  return THREE_DECIMAL.has(currency) ? 3 : 2
}

export function formatAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency)
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency}`
}

/** Whether an amount has no more digits than Stripe keeps in this currency. */
export function isWholeAmount(amount: number, currency: string): boolean {
  if (THREE_DECIMAL.has(currency)) return amount % 10 === 0
  return (currency !== 'isk' && currency !== 'ugx') || amount % 100 === 0
}

export type AmountFault = { code: 'amount_too_small' | 'amount_too_large' | 'invalid_charge_amount'; message: string }

/** Why this amount cannot be charged, or undefined when it can. */
export function findAmountFault(amount: number, currency: string): AmountFault | undefined {
  const minimum = MINIMUMS[currency] ?? FALLBACK_MINIMUM
  if (amount < minimum) {
    return {
      code: 'amount_too_small',
      message: `Amount must be at least ${formatAmount(minimum, currency)}`,
    }
  }
  if (amount > LARGEST_AMOUNT) {
    return {
      code: 'amount_too_large',
      message: `Amount must be no more than ${formatAmount(LARGEST_AMOUNT, currency)}`,
    }
  }
  if (THREE_DECIMAL.has(currency) && amount % 10 !== 0) {
    return {
      code: 'invalid_charge_amount',
      message: `Invalid amount: amounts in ${currency} must be evenly divisible by 10.`,
    }
  }
  if ((currency === 'isk' || currency === 'ugx') && amount % 100 !== 0) {
    return {
      code: 'invalid_charge_amount',
      message: `Invalid amount: ${currency.toUpperCase()} has no decimals, so the amount must be evenly divisible by 100.`,
    }
  }
  return undefined
}

import type { Money } from '@cashwrap/shared/money'
import { formatMoney } from '../lib/format-money.ts'

interface MoneyTextProps {
  value: Money
  /** Adds the currency's code after the amount, for totals: `$49.99 USD`. */
  withCode?: boolean
  className?: string
}

export function MoneyText({ value, withCode = false, className = '' }: MoneyTextProps) {
  return (
    <span className={`tabular whitespace-nowrap ${className}`}>
      {formatMoney(value)}
      {withCode && <span className="ml-1 font-normal text-[0.72em] text-soft tracking-wide">{value.currency}</span>}
    </span>
  )
}

import { exponentOf, toDecimal } from '@cashwrap/shared/money'
import { locale as ownLocale } from '../../lib/locale.ts'

/** The upright axis, in minor units: from `low` (0, or what refunds left below it) to the round amount `high`; lines at `ticks`. */
export interface PlotScale {
  low: number
  high: number
  step: number
  ticks: number[]
}

const LINES = 4

/** A scale that holds every bar, with lines at round amounts. */
export function plotScale(bars: ReadonlyArray<{ gross: number; net: number }>): PlotScale {
  const top = Math.max(1, ...bars.map((bar) => bar.gross))
  const low = Math.min(0, ...bars.map((bar) => bar.net))
  const step = roundStep((top - low) / LINES)
  const high = Math.ceil(top / step) * step
  const below = Math.floor(-low / step)
  const ticks = Array.from({ length: below + high / step + 1 }, (_, index) => (index - below) * step)
  return { low, high, step, ticks }
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not below; at least one minor unit. */
function roundStep(wanted: number): number {
  if (wanted <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(wanted))
  const times = [1, 2, 5, 10].find((factor) => factor * power >= wanted) ?? 10
  return times * power
}

/** Where an amount stands, as a part of the height from the top: 0 is `high`, 1 is `low`. */
export const heightOf = ({ low, high }: PlotScale, amount: number): number => (high - amount) / (high - low)

/** From steps of so many whole units on, `$20K` instead of `$20,000`. */
const COMPACT_FROM = 10_000

/** An amount at a line of the axis: short, without the decimals that all lines lack. */
export function axisAmount(amount: number, currency: string, step: number, locale = ownLocale): string {
  const unit = 10 ** exponentOf(currency)
  const digits = step % unit === 0 ? 0 : exponentOf(currency)
  const short =
    step >= unit * COMPACT_FROM
      ? ({ notation: 'compact', maximumFractionDigits: 1 } as const)
      : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...short,
  }).format(toDecimal({ amount, currency }) as Intl.StringNumericLiteral)
}

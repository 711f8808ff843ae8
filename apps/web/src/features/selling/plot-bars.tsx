import { axisAmount, heightOf, type PlotScale } from './plot-scale.ts'
import type { SalesBucket } from './sales-buckets.ts'

/** Of the drawing's own measure: the width of a bar's place, of the bar in it, and the height. */
const PLACE = 10
const BAR = 6.4
const HEIGHT = 100

interface PlotBarsProps {
  buckets: readonly SalesBucket[]
  scale: PlotScale
  picked: number
}

/** The bars: gross as an outline, net filled in within it. Stretched to its box, so nothing in it may be text. */
export function PlotBars({ buckets, scale, picked }: PlotBarsProps) {
  const y = (amount: number) => heightOf(scale, amount) * HEIGHT
  const zero = y(0)
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${buckets.length * PLACE} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      <rect x={picked * PLACE} width={PLACE} height={HEIGHT} className="fill-sunk" />
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          x2={buckets.length * PLACE}
          y1={y(tick)}
          y2={y(tick)}
          vectorEffect="non-scaling-stroke"
          className={tick === 0 ? 'stroke-ink' : 'stroke-hairline'}
        />
      ))}
      {buckets.map(({ from, gross, net }, index) => {
        const x = index * PLACE + (PLACE - BAR) / 2
        return (
          <g key={from}>
            {gross > 0 && (
              <rect
                x={x}
                y={y(gross)}
                width={BAR}
                height={zero - y(gross)}
                vectorEffect="non-scaling-stroke"
                className="fill-paper stroke-ink"
              />
            )}
            {net !== 0 && (
              <rect
                x={x}
                y={Math.min(zero, y(net))}
                width={BAR}
                height={Math.abs(zero - y(net))}
                vectorEffect="non-scaling-stroke"
                className={net > 0 ? 'fill-green stroke-ink' : 'fill-vermilion stroke-ink'}
              />
            )}
          </g>
        )
      })}
      <line
        x1={picked * PLACE}
        x2={(picked + 1) * PLACE}
        y1={HEIGHT}
        y2={HEIGHT}
        strokeWidth="5"
        vectorEffect="non-scaling-stroke"
        className="stroke-vermilion"
      />
    </svg>
  )
}

/** The amounts beside the lines. */
export const PlotAmounts = ({ scale, currency }: { scale: PlotScale; currency: string }) => (
  <div aria-hidden="true" className="relative text-right text-1 text-soft">
    {/* Holds the column as wide as its widest amount. */}
    <div className="tabular invisible h-0">
      {scale.ticks.map((tick) => (
        <span key={tick} className="block h-0 whitespace-nowrap">
          {axisAmount(tick, currency, scale.step)}
        </span>
      ))}
    </div>
    {scale.ticks.map((tick) => (
      <span
        key={tick}
        className="tabular absolute right-0 -translate-y-1/2 whitespace-nowrap"
        style={{ top: `${heightOf(scale, tick) * 100}%` }}
      >
        {axisAmount(tick, currency, scale.step)}
      </span>
    ))}
  </div>
)

import type { SalesByDay } from '@cashwrap/shared/contracts/seller'
import { type PointerEvent, useState } from 'react'
import { formatMoney } from '../../lib/format-money.ts'
import { PlotAmounts, PlotBars } from './plot-bars.tsx'
import { plotScale } from './plot-scale.ts'
import { PlotTable } from './plot-table.tsx'
import { bucketName, bucketTick, grainOf, toBuckets } from './sales-buckets.ts'

interface SalesPlotProps {
  days: SalesByDay
  currency: string
}

const GRAIN_WORDS = { day: 'Day', week: 'Week', month: 'Month' } as const
const countOf = (sales: number) => (sales === 0 ? 'no sales' : sales === 1 ? '1 sale' : `${sales} sales`)
const last = <Item,>(items: readonly Item[], is: (item: Item) => boolean) => {
  const found = items.findLastIndex(is)
  return found === -1 ? items.length - 1 : found
}

/**
 * Sales over time in one currency. One bar at a time is read out below: by pointing, by touch, or with the arrow keys, as it
 * is a slider over the bars; the same values stand in a table below.
 */
export function SalesPlot({ days, currency }: SalesPlotProps) {
  const grain = grainOf(days.length)
  const buckets = toBuckets(days, grain)
  const [chosen, setChosen] = useState(() => last(buckets, ({ sales }) => sales > 0))
  const picked = Math.min(chosen, buckets.length - 1)
  const bucket = buckets[picked]
  if (!bucket) return null

  const scale = plotScale(buckets)
  const amount = (value: number) => formatMoney({ amount: value, currency })
  const words = `${bucketName(bucket)}: ${countOf(bucket.sales)}${
    bucket.sales > 0 ? `, gross\u00a0${amount(bucket.gross)}, net\u00a0${amount(bucket.net)}` : ''
  }`
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const place = Math.floor(((event.clientX - box.left) / box.width) * buckets.length)
    setChosen(Math.max(0, Math.min(buckets.length - 1, place)))
  }
  const marks = [0, Math.floor((buckets.length - 1) / 2), buckets.length - 1]
  return (
    <figure>
      <PlotLegend />
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 pt-5">
        <PlotAmounts scale={scale} currency={currency} />
        <label
          onPointerDown={point}
          onPointerMove={point}
          className="relative block h-52 touch-pan-y rounded-1 outline-offset-3 has-focus-visible:outline-[2.5px] has-focus-visible:outline-ink sm:h-64"
        >
          <input
            type="range"
            min={0}
            max={buckets.length - 1}
            value={picked}
            aria-label={`${GRAIN_WORDS[grain]} to read`}
            aria-valuetext={words}
            onChange={(event) => setChosen(Number(event.target.value))}
            className="pointer-events-none absolute inset-0 size-full appearance-none opacity-0"
          />
          <PlotBars buckets={buckets} scale={scale} picked={picked} />
        </label>
        <div aria-hidden="true" className="relative col-start-2 mt-1.5 h-5 text-1 text-soft">
          {marks.map((index, place) => (
            <span
              key={index}
              className={`tabular absolute whitespace-nowrap ${['left-0', '-translate-x-1/2', 'right-0'][place]}`}
              style={place === 1 ? { left: `${((index + 0.5) / buckets.length) * 100}%` } : {}}
            >
              {bucketTick(buckets[index] ?? bucket, grain)}
            </span>
          ))}
        </div>
      </div>
      <figcaption className="tabular mt-3 min-h-12 text-2 sm:min-h-6">{words}</figcaption>
      <PlotTable buckets={buckets} currency={currency} grain={GRAIN_WORDS[grain]} />
    </figure>
  )
}

const PlotLegend = () => (
  <ul aria-label="Legend" className="flex flex-wrap gap-x-6 gap-y-1 text-1 text-soft">
    <li className="flex items-center gap-2">
      <span aria-hidden="true" className="size-3.5 border border-ink bg-green" />
      Filled: net, yours
    </li>
    <li className="flex items-center gap-2">
      <span aria-hidden="true" className="size-3.5 border border-ink bg-paper" />
      Whole outline: gross
    </li>
  </ul>
)

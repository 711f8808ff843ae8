import type { SalesTotals } from '@cashwrap/shared/contracts/seller'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { SalesPlot } from './sales-plot.tsx'
import type { SellingSearch } from './selling-search.ts'

const SPANS = [30, 90, 365] as const

interface SalesOverTimeProps {
  totals: readonly SalesTotals[]
  search: SellingSearch
}

/** The plot with what can be chosen about it: a currency the seller has sold in, and a span. Both live in the address. */
export function SalesOverTime({ totals, search }: SalesOverTimeProps) {
  const currency = totals.find((total) => total.currency === search.currency)?.currency ?? totals[0]?.currency ?? ''
  const days = search.days ?? 30
  const sales = trpc.seller.byDay.useQuery({ currency, days }, { enabled: currency !== '' })
  return (
    <section aria-labelledby="over-time" className="mt-10">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-8 gap-y-1 border-hairline border-b">
        <h2 id="over-time" className="pb-2 text-4">
          Over time
        </h2>
        <div className="flex flex-wrap items-center gap-x-6">
          {totals.length > 1 && <CurrencySelect totals={totals} currency={currency} search={search} />}
          <SpanLinks days={days} search={search} />
        </div>
      </div>
      {sales.error ? (
        <FailureMessage
          failure={readFailure(sales.error)}
          actions={<Button onClick={() => void sales.refetch()}>Try again</Button>}
        />
      ) : sales.data === undefined ? (
        <>
          <LoadingWords>Loading the plot</LoadingWords>
          <Skeleton className="h-80 w-full" />
        </>
      ) : sales.data.every((day) => day.sales === 0) ? (
        <p className="py-10 text-center text-soft">
          No sales in {currency} in the last {days} days.
        </p>
      ) : (
        <>
          <p className="mb-3 text-2">
            In the last {days} days: <SpanSum days={sales.data} currency={currency} />
          </p>
          <SalesPlot key={`${currency} ${days}`} days={sales.data} currency={currency} />
        </>
      )}
      <p className="mt-3 text-1 text-soft">Days are counted in UTC. A refund lowers the net of the day of its sale.</p>
    </section>
  )
}

function SpanSum({
  days,
  currency,
}: {
  days: ReadonlyArray<{ sales: number; gross: number; net: number }>
  currency: string
}) {
  const sum = (of: 'sales' | 'gross' | 'net') => days.reduce((total, day) => total + day[of], 0)
  const sales = sum('sales')
  return (
    <>
      {sales === 1 ? '1 sale' : `${sales} sales`}, gross <MoneyText value={{ amount: sum('gross'), currency }} />, net{' '}
      <MoneyText value={{ amount: sum('net'), currency }} className="font-semibold" />
    </>
  )
}

interface CurrencySelectProps extends SalesOverTimeProps {
  currency: string
}

function CurrencySelect({ totals, currency, search }: CurrencySelectProps) {
  const navigate = useNavigate()
  return (
    <label className="relative flex items-center gap-2 text-2 text-soft">
      <span>Currency</span>
      <select
        value={currency}
        onChange={(event) =>
          void navigate({ to: '/selling', search: { ...search, currency: event.target.value }, resetScroll: false })
        }
        className="min-h-target appearance-none rounded-2 bg-transparent pr-7 pl-1 font-medium text-ink hover:underline"
      >
        {totals.map((total) => (
          <option key={total.currency} value={total.currency} className="bg-raised">
            {total.currency}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} className="pointer-events-none absolute right-1" />
    </label>
  )
}

function SpanLinks({ days, search: { days: _days, ...search } }: { days: number; search: SellingSearch }) {
  return (
    <nav aria-label="Span" className="-ml-3">
      <ul className="flex whitespace-nowrap">
        {SPANS.map((span) => (
          <li key={span}>
            <Link
              to="/selling"
              search={span === 30 ? search : { ...search, days: span }}
              resetScroll={false}
              aria-current={span === days ? 'page' : undefined}
              className={`inline-flex min-h-target items-center border-b-2 px-3 text-2 ${
                span === days
                  ? 'border-vermilion font-semibold text-ink'
                  : 'border-transparent font-medium text-soft hover:text-ink'
              }`}
            >
              {span} days
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

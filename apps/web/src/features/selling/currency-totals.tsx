import type { SalesTotals } from '@cashwrap/shared/contracts/seller'
import { MoneyText } from '../../components/money-text.tsx'

const countOf = (sales: number) => (sales === 1 ? '1 sale' : `${sales} sales`)

/** All sales ever, a sum for each currency: gross less refunds less fee is net. */
export function CurrencyTotals({ totals }: { totals: readonly SalesTotals[] }) {
  return (
    <section aria-labelledby="totals" className="mt-9">
      <h2 id="totals" className="text-4">
        All your sales
      </h2>
      <ul className="mt-2 divide-y divide-hairline border-hairline border-y">
        {totals.map((total) => (
          <li key={total.currency} className="py-4 lg:flex lg:items-baseline lg:gap-x-10">
            <h3 className="font-semibold font-text! text-2 lg:w-36 lg:shrink-0">
              {total.currency} <span className="font-normal text-soft">{countOf(total.sales)}</span>
            </h3>
            <dl className="grid grow gap-x-8 sm:grid-cols-[repeat(3,minmax(0,1fr))_minmax(0,1.3fr)] sm:items-baseline">
              <Sum term="Gross" amount={total.gross} currency={total.currency} />
              <Sum term="Refunds" amount={-total.refunded} currency={total.currency} />
              <Sum term="Fee" amount={-total.fee} currency={total.currency} />
              <Sum term="Net" amount={total.net} currency={total.currency} isResult />
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface SumProps {
  term: string
  amount: number
  currency: string
  isResult?: boolean
}

function Sum({ term, amount, currency, isResult = false }: SumProps) {
  return (
    <div
      className={`flex items-baseline justify-between gap-x-3 py-1 sm:block ${isResult ? 'max-sm:mt-1 max-sm:border-outline max-sm:border-t max-sm:pt-2' : ''}`}
    >
      <dt className="text-1 text-soft">{term}</dt>
      <dd className={isResult ? 'font-semibold text-5' : 'text-3'}>
        <MoneyText value={{ amount, currency }} />
      </dd>
    </div>
  )
}

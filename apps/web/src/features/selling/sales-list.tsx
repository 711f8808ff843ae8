import type { Sale } from '@cashwrap/shared/contracts/seller'
import { MoneyText } from '../../components/money-text.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { payoutWords } from './payout-words.ts'

/** On wide pages the amounts stand in columns under one head; on narrow ones each has its word beside it. */
const COLUMNS = 'xl:grid xl:grid-cols-[5.5rem_minmax(0,1fr)_repeat(4,8.25rem)_10.5rem] xl:items-baseline xl:gap-x-4'

/** Sales, newest first. */
export function SalesList({ sales }: { sales: readonly Sale[] }) {
  return (
    <>
      <div
        aria-hidden="true"
        className={`border-outline border-b py-2 font-medium text-1 text-soft max-xl:hidden ${COLUMNS}`}
      >
        <span>Order</span>
        <span>Sold</span>
        <span className="text-right">Gross</span>
        <span className="text-right">Refunds</span>
        <span className="text-right">Fee</span>
        <span className="text-right">Net</span>
        <span className="pl-4">Payout</span>
      </div>
      <ul
        aria-label="Sales, newest first"
        className="divide-y divide-hairline border-hairline border-b max-xl:border-t"
      >
        {sales.map((sale) => (
          <SaleRow key={sale.orderId} sale={sale} />
        ))}
      </ul>
    </>
  )
}

function SaleRow({ sale }: { sale: Sale }) {
  const { word, tone, detail } = payoutWords(sale.payout)
  const less = ({ amount, currency }: Sale['fee']) => ({ amount: -amount, currency })
  return (
    <li className={`py-4 xl:py-3 ${COLUMNS}`}>
      <h2 className="tabular font-semibold font-text! text-2 max-xl:float-left max-xl:mr-3">
        <span className="text-soft xl:sr-only">No. </span>
        {sale.orderNumber}
      </h2>
      <p className="text-2 xl:flex xl:flex-col-reverse">
        <TimeText value={sale.soldAt} style="date-time" className="text-soft xl:text-1" />
        <span className="max-xl:mt-1 max-xl:block max-xl:clear-left">{sale.titles.join(', ')}</span>
      </p>
      <dl className="max-xl:mt-2 max-xl:grid max-xl:grid-cols-2 max-xl:gap-x-8 max-xl:gap-y-1 md:max-xl:grid-cols-4 xl:contents">
        <Amount term="Gross" value={sale.gross} />
        <Amount term="Refunds" value={less(sale.refunded)} />
        <Amount term="Fee" value={less(sale.fee)} />
        <Amount term="Net" value={sale.net} isResult />
      </dl>
      <p className="max-xl:mt-2 xl:pl-4">
        <span className="sr-only">Payout: </span>
        <StatusWord tone={tone}>{word}</StatusWord>
        {detail && <span className="block text-1 text-soft">{detail}</span>}
      </p>
    </li>
  )
}

interface AmountProps {
  term: string
  value: Sale['fee']
  isResult?: boolean
}

const Amount = ({ term, value, isResult = false }: AmountProps) => (
  <div className="flex items-baseline justify-between gap-x-3 md:max-xl:block xl:block xl:text-right">
    <dt className="text-1 text-soft xl:sr-only">{term}</dt>
    <dd className={`text-2 ${isResult ? 'font-semibold' : value.amount === 0 ? 'text-soft' : ''}`}>
      <MoneyText value={value} />
    </dd>
  </div>
)

import { MoneyText } from '../../components/money-text.tsx'
import { bucketName, type SalesBucket } from './sales-buckets.ts'

interface PlotTableProps {
  buckets: readonly SalesBucket[]
  currency: string
  /** What a row stands for: `Day`, `Week`, `Month`. */
  grain: string
}

const CELL = 'py-2 pl-4 text-right'

/** The plot's values as a table, newest first. */
export function PlotTable({ buckets, currency, grain }: PlotTableProps) {
  return (
    <details className="mt-2">
      <summary className="link w-fit min-h-target py-2.5 text-2">The same as a table</summary>
      <div className="max-w-measure overflow-x-auto">
        <table className="w-full border-collapse text-2">
          <caption className="sr-only">Sales over time in {currency}, newest first</caption>
          <thead>
            <tr className="border-outline border-b text-1 text-soft">
              <th scope="col" className="py-2 text-left font-medium">
                {grain}
              </th>
              {['Sales', 'Gross', 'Net'].map((title) => (
                <th key={title} scope="col" className={`${CELL} font-medium`}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.toReversed().map((bucket) => (
              <tr key={bucket.from} className={`border-hairline border-b ${bucket.sales === 0 ? 'text-soft' : ''}`}>
                <th scope="row" className="tabular py-2 text-left font-normal">
                  {bucketName(bucket)}
                </th>
                <td className={`${CELL} tabular`}>{bucket.sales}</td>
                <td className={CELL}>
                  <MoneyText value={{ amount: bucket.gross, currency }} />
                </td>
                <td className={CELL}>
                  <MoneyText value={{ amount: bucket.net, currency }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

import type { CreditEntry } from '@cashwrap/shared/contracts/credits'
import { Link } from '@tanstack/react-router'
import { TimeText } from '../../components/time-text.tsx'
import { creditTypeName, formatCount } from '../../lib/credit-words.ts'
import { ENTRY_KINDS, entryDetails, formatChange } from './entry-words.ts'

const COLUMNS = 'grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 sm:grid-cols-[minmax(0,1fr)_5.5rem_5.5rem] sm:gap-x-4'

/** Changes, newest first, each with what could be spent of its type afterwards. */
export function EntryList({ entries }: { entries: readonly CreditEntry[] }) {
  return (
    <>
      <div
        aria-hidden="true"
        className={`border-outline border-b py-2 font-medium text-1 text-soft max-sm:hidden ${COLUMNS}`}
      >
        <span>What happened</span>
        <span className="text-right">Change</span>
        <span className="text-right">Left after</span>
      </div>
      <ol
        aria-label="Statement, newest first"
        className="divide-y divide-hairline border-hairline border-b max-sm:border-t"
      >
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </ol>
    </>
  )
}

function EntryRow({ entry }: { entry: CreditEntry }) {
  const details = entryDetails(entry)
  return (
    <li className={`py-3 ${COLUMNS}`}>
      <div className="min-w-0">
        <p>
          <span className="font-semibold">{ENTRY_KINDS[entry.kind]}</span>{' '}
          <span className="text-2 text-soft">{creditTypeName(entry.creditType)}</span>
        </p>
        {entry.note !== null && <p className="text-2">{entry.note}</p>}
        <p className="flex flex-wrap gap-x-3 text-2 text-soft">
          <TimeText value={entry.at} style="date-time" />
          {details.map((detail) => (
            <span key={detail} className="tabular">
              {detail}
            </span>
          ))}
          {entry.orderId !== null && (
            <Link to="/orders/$orderId" params={{ orderId: entry.orderId }} className="link tabular">
              Order {entry.orderNumber}
            </Link>
          )}
        </p>
      </div>
      <dl className="tabular text-right sm:contents">
        <div>
          <dt className="sr-only">Change</dt>
          <dd className={`font-semibold ${entry.change > 0 ? 'text-green' : ''}`}>{formatChange(entry.change)}</dd>
        </div>
        <div>
          <dt className="sr-only">Left after</dt>
          <dd className="text-2 text-soft sm:text-3 sm:text-ink">
            {formatCount(entry.balance)}
            <span aria-hidden="true" className="sm:hidden">
              {' '}
              left
            </span>
          </dd>
        </div>
      </dl>
    </li>
  )
}

import type { CreditBalance } from '@cashwrap/shared/contracts/credits'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { creditTypeName, formatCount } from '../../lib/credit-words.ts'
import { BUCKETS } from './entry-words.ts'

/** What there is of each type, in sum and by where it comes from, in the order it is spent. */
export function BalanceList({ balances }: { balances: readonly CreditBalance[] }) {
  return (
    <>
      <ul aria-label="What you have" className="divide-y divide-hairline border-hairline border-y">
        {balances.map((balance) => (
          <BalanceRow key={balance.creditType} balance={balance} />
        ))}
      </ul>
      <p className="mt-3 max-w-measure text-2 text-soft">
        Spent from left to right: promotions first, then what your plan gives, then what you bought.
      </p>
    </>
  )
}

function BalanceRow({ balance }: { balance: CreditBalance }) {
  return (
    <li className="py-4">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1fr)_auto_6.5rem]">
        <h3 className="text-4">{creditTypeName(balance.creditType)}</h3>
        <dl className="flex gap-x-5 max-sm:order-3 max-sm:col-span-2 sm:gap-x-7">
          {BUCKETS.map(({ bucket, name }) => (
            <div key={bucket} className="min-w-16">
              <dt className="text-1 text-soft">{name}</dt>
              <dd className={`tabular text-2 ${balance[bucket] === 0 ? 'text-soft' : 'font-medium'}`}>
                {formatCount(balance[bucket])}
              </dd>
            </div>
          ))}
        </dl>
        <p className="tabular text-right font-display font-semibold text-5 leading-none">
          {formatCount(balance.total)} <span className="sr-only">left</span>
        </p>
      </div>
      {balance.total === 0 && balance.owed === 0 && (
        <p className="mt-2">
          <StatusWord tone="waiting">All used</StatusWord>
        </p>
      )}
      {balance.owed > 0 && <Owed balance={balance} />}
    </li>
  )
}

function Owed({ balance: { creditType, owed } }: { balance: CreditBalance }) {
  return (
    <p className="mt-3 flex items-start gap-2.5 bg-amber-wash px-4 py-3 text-2">
      <Icon name="alert" size={18} className="mt-0.5 text-amber" />
      <span>
        <strong className="font-semibold">{formatCount(owed)} owed.</strong> The money for them went back to you after
        they were used.{' '}
        <Link
          to="/credits"
          search={{ type: creditType, kind: 'refund' }}
          hash="statement"
          className="link whitespace-nowrap font-medium"
        >
          See what was paid back
        </Link>
      </span>
    </p>
  )
}

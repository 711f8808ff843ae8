import type { CreditAccountView, CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Ledger, ledgerCell } from '../../components/ledger.tsx'
import { TextField } from '../../components/text-field.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { creditTypeName, formatCount } from '../../lib/credit-words.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

const KINDS = {
  purchase: 'Bought',
  free: 'Given to begin with',
  allowance: 'From a plan',
  grant: 'Given by the shop',
  spend: 'Used',
  refund: 'Taken back with the money',
  correction: 'Corrected by the shop',
  expiry: 'Ended unused',
} as const satisfies Record<CreditEntryKind, string>

interface UserCreditsProps {
  siteId: string
  /** Whose credits are shown, by the number of a user on the site. */
  user: number | undefined
  onUser: (user: number | undefined) => void
}

/** What a user of a site has, by their number there. */
export function UserCredits({ siteId, user, onUser }: UserCreditsProps) {
  const [typed, setTyped] = useState(String(user ?? ''))
  const [isRefused, setIsRefused] = useState(false)
  useEffect(() => setTyped(String(user ?? '')), [user])
  const found = trpc.staff.creditAccount.useQuery(
    { whose: { site: siteId, siteUserId: user ?? 0 } },
    { enabled: user !== undefined },
  )
  const failure = found.error ? readFailure(found.error) : null
  const look = (event: FormEvent) => {
    event.preventDefault()
    const number = Number(typed)
    const isNumber = Number.isSafeInteger(number) && number > 0
    setIsRefused(!isNumber)
    if (isNumber) onUser(number)
  }
  return (
    <section aria-labelledby="credits">
      <h2 id="credits" className="mb-1 text-3">
        Credits of a user
      </h2>
      <form noValidate onSubmit={look} className="flex flex-wrap items-end gap-3 border-hairline border-t pt-3">
        <div className="w-48">
          <TextField
            label="Number of the user there"
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setIsRefused(false)
            }}
            error={isRefused ? 'Write a number, such as 7' : undefined}
          />
        </div>
        <Button type="submit" variant="quiet" className="text-2!" isBusy={found.isFetching}>
          Look
        </Button>
      </form>
      {user !== undefined && failure?.kind === 'not-found' ? (
        <p role="status" className="mt-4 text-2 text-soft">
          User {user} has no credits here, and never had any.
        </p>
      ) : (
        failure && (
          <FailureMessage
            className="mt-4"
            failure={failure}
            actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
          />
        )
      )}
      {user !== undefined && found.data && <Account user={user} account={found.data} />}
    </section>
  )
}

const BALANCE_COLUMNS = [
  { title: 'Credits' },
  { title: 'Promotion', className: 'text-right max-sm:hidden' },
  { title: 'Plan', className: 'text-right max-sm:hidden' },
  { title: 'Bought', className: 'text-right max-sm:hidden' },
  { title: 'Owed', className: 'text-right' },
  { title: 'To spend', className: 'text-right pr-0!' },
]
const ENTRY_COLUMNS = [
  { title: 'What happened' },
  { title: 'Change', className: 'text-right' },
  { title: 'Left after', className: 'text-right pr-0!' },
]
const NUMBER = 'tabular text-right'

function Account({ user, account }: { user: number; account: CreditAccountView }) {
  return (
    <div className="mt-5 space-y-7">
      <Ledger caption={`Balances of user ${user}`} columns={BALANCE_COLUMNS} isLoading={false}>
        {account.balances.map((balance) => (
          <tr key={balance.creditType} className="border-hairline border-b">
            <th scope="row" className={ledgerCell('text-left font-medium')}>
              {creditTypeName(balance.creditType)}
            </th>
            {([balance.promotion, balance.plan, balance.bought] as const).map((count, index) => (
              <td key={BALANCE_COLUMNS[index + 1]?.title} className={ledgerCell(`${NUMBER} max-sm:hidden`)}>
                {formatCount(count)}
              </td>
            ))}
            <td className={ledgerCell(`${NUMBER} ${balance.owed > 0 ? 'font-semibold text-vermilion' : 'text-soft'}`)}>
              {formatCount(balance.owed)}
            </td>
            <td className={ledgerCell(`${NUMBER} pr-0! font-semibold`)}>{formatCount(balance.total)}</td>
          </tr>
        ))}
      </Ledger>
      <Ledger caption={`Latest entries of user ${user}`} columns={ENTRY_COLUMNS} isLoading={false}>
        {account.latest.map((entry) => (
          <tr key={entry.id} className="border-hairline border-b">
            <th scope="row" className={ledgerCell('py-2! text-left font-normal')}>
              <span className="font-medium">{KINDS[entry.kind]}</span>{' '}
              <span className="text-soft">{creditTypeName(entry.creditType)}</span>
              {entry.note && <span className="block text-1">{entry.note}</span>}
              <span className="flex flex-wrap gap-x-3 text-1 text-soft">
                <TimeText value={entry.at} style="date-time" />
                {entry.orderId && (
                  <Link to="/staff/orders/$orderId" params={{ orderId: entry.orderId }} className="link">
                    Order {entry.orderNumber}
                  </Link>
                )}
                {entry.owed !== 0 && (
                  <span>
                    {formatCount(Math.abs(entry.owed))} {entry.owed > 0 ? 'owed' : 'no longer owed'}
                  </span>
                )}
              </span>
            </th>
            <td className={ledgerCell(`${NUMBER} ${entry.change > 0 ? 'text-green' : ''}`)}>
              {entry.change > 0 ? '+' : entry.change < 0 ? '−' : ''}
              {formatCount(Math.abs(entry.change))}
            </td>
            <td className={ledgerCell(`${NUMBER} pr-0!`)}>{formatCount(entry.balance)}</td>
          </tr>
        ))}
      </Ledger>
    </div>
  )
}

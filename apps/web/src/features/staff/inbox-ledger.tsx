import type { InboxRow } from '@cashwrap/shared/contracts/staff'
import { Link } from '@tanstack/react-router'
import { Ledger, ledgerCell } from '../../components/ledger.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { ROW_LINK } from '../../lib/use-list-keys.ts'
import { inboxStateWords } from './inbox-state-words.ts'

const FROM_MD = 'max-md:hidden'
const FROM_XL = 'max-xl:hidden'

const COLUMNS = [
  { title: 'Event' },
  { title: 'State' },
  { title: 'Order' },
  { title: 'Tries', className: `${FROM_XL} text-right` },
  { title: 'Note', className: FROM_XL },
  { title: 'Received', className: `${FROM_MD} pr-0!` },
]

interface InboxLedgerProps {
  events: readonly InboxRow[]
  isLoading: boolean
}

export function InboxLedger({ events, isLoading }: InboxLedgerProps) {
  return (
    <Ledger caption="Webhook events, newest first" columns={COLUMNS} isLoading={isLoading}>
      {events.map((event) => (
        <EventRow key={event.id} event={event} />
      ))}
    </Ledger>
  )
}

function EventRow({ event }: { event: InboxRow }) {
  const { word, tone } = inboxStateWords(event.state)
  return (
    <tr className="border-hairline border-b hover:bg-sunk">
      <th scope="row" className={ledgerCell('max-w-0 text-left font-medium max-md:w-[46%] md:w-[34%]')}>
        <span className="block truncate" title={event.type}>
          {event.type}
        </span>
        <span className="block truncate font-normal text-1 text-soft" title={event.objectId ?? event.id}>
          {event.id}
        </span>
      </th>
      <td className={ledgerCell('whitespace-nowrap')}>
        <StatusWord tone={tone}>{word}</StatusWord>
        <InstanceOf event={event} />
      </td>
      <td className={ledgerCell('tabular')}>
        {event.orderId && event.orderNumber !== null ? (
          <Link
            {...ROW_LINK}
            to="/staff/orders/$orderId"
            params={{ orderId: event.orderId }}
            className="link inline-flex min-h-target min-w-target items-center font-semibold"
          >
            {event.orderNumber}
          </Link>
        ) : (
          <span className="text-soft">none</span>
        )}
      </td>
      <td className={ledgerCell(`${FROM_XL} tabular text-right`)}>{event.attempts}</td>
      <td className={ledgerCell(`${FROM_XL} max-w-0 w-[30%] truncate text-soft`)} title={event.note ?? undefined}>
        {event.note}
      </td>
      <td className={ledgerCell(`${FROM_MD} whitespace-nowrap pr-0! text-soft`)}>
        <TimeText value={event.receivedAt} style="date-time" />
      </td>
    </tr>
  )
}

/** Whose it is, where its object says so or somebody should: the instance by its name. */
function InstanceOf({ event: { instance, whose } }: { event: InboxRow }) {
  if (instance === null && whose !== 'unclaimed') return null
  return (
    <span className="block max-w-52 truncate text-1 max-sm:max-w-32" title={instance ?? undefined}>
      {whose === 'unclaimed' && <span className="font-semibold text-amber max-sm:block">Unclaimed </span>}
      <span className="text-soft">{instance}</span>
    </span>
  )
}

import type { WebhookEndpoint, WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link } from '@tanstack/react-router'
import { Ledger, ledgerCell, ledgerRow } from '../../components/ledger.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { ROW_LINK } from '../../lib/use-list-keys.ts'
import { endpointWords, eventsWords, shortUrl } from './endpoint-words.ts'
import { SIDE_PATHS } from './side-paths.ts'

const FROM_MD = 'max-md:hidden'
const FROM_XL = 'max-xl:hidden'

const COLUMNS = [
  { title: 'Address' },
  { title: 'State' },
  { title: 'Told of', className: FROM_XL },
  { title: 'Last taken', className: `${FROM_MD} pr-0!` },
]

interface EndpointLedgerProps {
  side: WebhookSide
  endpoints: readonly WebhookEndpoint[]
  isLoading: boolean
}

export function EndpointLedger({ side, endpoints, isLoading }: EndpointLedgerProps) {
  return (
    <Ledger caption="Endpoints, newest first" columns={COLUMNS} isLoading={isLoading}>
      {endpoints.map((endpoint) => (
        <EndpointRow key={endpoint.id} side={side} endpoint={endpoint} />
      ))}
    </Ledger>
  )
}

function EndpointRow({ side, endpoint }: { side: WebhookSide; endpoint: WebhookEndpoint }) {
  const { word, tone } = endpointWords(endpoint)
  const { failingSince, disabledReason, lastSuccessAt } = endpoint
  return (
    <tr className={ledgerRow}>
      <th scope="row" className={ledgerCell('w-full max-w-0 py-2! text-left font-medium')}>
        <Link
          {...ROW_LINK}
          to={SIDE_PATHS[side].endpoint}
          params={{ endpointId: endpoint.id }}
          className="block truncate after:absolute after:inset-0"
          title={endpoint.url}
        >
          {shortUrl(endpoint.url)}
        </Link>
        {endpoint.description && (
          <span className="block truncate font-normal text-1 text-soft">{endpoint.description}</span>
        )}
      </th>
      <td className={ledgerCell('py-2! md:whitespace-nowrap')}>
        <StatusWord tone={tone}>{word}</StatusWord>
        {endpoint.state === 'active' && failingSince && (
          <span className="block text-1 text-soft">
            since <TimeText value={failingSince} style="month-day" />
          </span>
        )}
        {endpoint.state === 'disabled' && disabledReason && (
          <span className="block text-1 text-soft">{disabledReason}</span>
        )}
      </td>
      <td className={ledgerCell(`${FROM_XL} whitespace-nowrap`)} title={endpoint.eventTypes.join(', ')}>
        {eventsWords(endpoint.eventTypes)}
      </td>
      <td className={ledgerCell(`${FROM_MD} whitespace-nowrap pr-0! text-soft`)}>
        {lastSuccessAt ? <TimeText value={lastSuccessAt} style="date-time" /> : 'nothing yet'}
      </td>
    </tr>
  )
}

import type { WebhookDelivery, WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link } from '@tanstack/react-router'
import { Ledger, ledgerCell, ledgerRow } from '../../components/ledger.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { ROW_LINK } from '../../lib/use-list-keys.ts'
import { errorWords } from './answer-words.ts'
import { deliveryWords } from './delivery-words.ts'
import { shortUrl } from './endpoint-words.ts'
import { SIDE_PATHS } from './side-paths.ts'

const FROM_MD = 'max-md:hidden'
const FROM_XL = 'max-xl:hidden'

const COLUMNS = [
  { title: 'Event' },
  { title: 'State' },
  { title: 'Last answer', className: FROM_XL },
  { title: 'Tries', className: `${FROM_MD} text-right` },
  { title: 'Happened', className: `${FROM_MD} pr-0!` },
]

const BRIEF_COLUMNS = [{ title: 'Event' }, { title: 'State' }, { title: 'Tries', className: 'pr-0! text-right' }]

interface DeliveryLedgerProps {
  side: WebhookSide
  deliveries: readonly WebhookDelivery[]
  isLoading: boolean
  /** For a part of a page where the receiver is known. */
  isBrief?: boolean
}

export function DeliveryLedger({ side, deliveries, isLoading, isBrief = false }: DeliveryLedgerProps) {
  const Row = isBrief ? BriefRow : DeliveryRow
  return (
    <Ledger caption="Deliveries, newest first" columns={isBrief ? BRIEF_COLUMNS : COLUMNS} isLoading={isLoading}>
      {deliveries.map((delivery) => (
        <Row key={delivery.id} side={side} delivery={delivery} />
      ))}
    </Ledger>
  )
}

interface DeliveryRowProps {
  side: WebhookSide
  delivery: WebhookDelivery
}

function TypeLink({ side, delivery }: DeliveryRowProps) {
  return (
    <Link
      {...ROW_LINK}
      to={SIDE_PATHS[side].delivery}
      params={{ deliveryId: delivery.id }}
      className="block truncate after:absolute after:inset-0"
    >
      {delivery.type}
    </Link>
  )
}

function answerWords({ lastError, lastStatus }: WebhookDelivery): string {
  if (lastError !== null) return errorWords(lastError, lastStatus)
  return lastStatus === null ? '' : String(lastStatus)
}

function DeliveryRow({ side, delivery }: DeliveryRowProps) {
  const { word, tone } = deliveryWords(delivery)
  const answer = answerWords(delivery)
  return (
    <tr className={ledgerRow}>
      <th scope="row" className={ledgerCell('w-full max-w-0 py-2! text-left font-medium xl:w-[45%]')}>
        <TypeLink side={side} delivery={delivery} />
        <span className="block truncate font-normal text-1 text-soft" title={delivery.receiver.url}>
          to {shortUrl(delivery.receiver.url)}
        </span>
      </th>
      <td className={ledgerCell('whitespace-nowrap')}>
        <StatusWord tone={tone}>{word}</StatusWord>
        <TimeText value={delivery.createdAt} style="month-day" className="block text-1 text-soft md:hidden" />
      </td>
      <td className={ledgerCell(`${FROM_XL} max-w-0 w-[28%] truncate text-soft`)} title={answer}>
        {answer}
      </td>
      <td className={ledgerCell(`${FROM_MD} tabular text-right`)}>{delivery.attempts}</td>
      <td className={ledgerCell(`${FROM_MD} whitespace-nowrap pr-0! text-soft`)}>
        <TimeText value={delivery.createdAt} style="date-time" />
      </td>
    </tr>
  )
}

function BriefRow({ side, delivery }: DeliveryRowProps) {
  const { word, tone } = deliveryWords(delivery)
  return (
    <tr className={ledgerRow}>
      <th scope="row" className={ledgerCell('py-2! text-left font-medium')}>
        <TypeLink side={side} delivery={delivery} />
        <TimeText value={delivery.createdAt} style="date-time" className="block font-normal text-1 text-soft" />
      </th>
      <td className={ledgerCell('py-2!')}>
        <StatusWord tone={tone}>{word}</StatusWord>
        {delivery.lastError !== null && <span className="block text-1 text-soft">{answerWords(delivery)}</span>}
      </td>
      <td className={ledgerCell('tabular pr-0! text-right')}>{delivery.attempts}</td>
    </tr>
  )
}

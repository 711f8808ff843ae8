import type { TimelineEntry } from '@cashwrap/shared/contracts/staff'
import { Link } from '@tanstack/react-router'
import { Icon, type IconName } from '../../components/icon.tsx'
import { formatTime } from '../../lib/format-time.ts'
import { groupByDay } from './group-by-day.ts'

const SOURCE = {
  request: { word: 'Request', icon: 'person' },
  order: { word: 'Order', icon: 'file' },
  session: { word: 'Payment page', icon: 'screen' },
  event: { word: 'Event', icon: 'mail' },
  payment: { word: 'Payment', icon: 'credits' },
  subscription: { word: 'Subscription', icon: 'turn' },
  access: { word: 'Access', icon: 'lock' },
  message: { word: 'Message', icon: 'mail' },
  webhook: { word: 'Webhook', icon: 'send' },
  audit: { word: 'Audit', icon: 'search' },
} as const satisfies Record<TimelineEntry['source'], { word: string; icon: IconName }>

const TONE = {
  neutral: 'bg-sunk text-soft',
  good: 'bg-green-wash text-green',
  waiting: 'bg-amber-wash text-amber',
  bad: 'bg-vermilion-wash text-vermilion',
} as const satisfies Record<TimelineEntry['tone'], string>

const TONE_WORD = { neutral: '', good: '', waiting: 'waiting', bad: 'problem' } as const

/** What happened, in order, each with its time to the second, where it comes from, and what it can be found by. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return groupByDay(entries).map((group) => (
    <section key={group.day} aria-label={group.day}>
      <p aria-hidden="true" className="pt-3 pb-1 pl-11 font-medium text-1 text-soft">
        {group.day}
      </p>
      <ol className="relative before:absolute before:inset-y-3 before:left-[0.9375rem] before:w-px before:bg-hairline">
        {group.entries.map((entry) => (
          <li key={entry.key}>
            <Entry entry={entry.entry} />
          </li>
        ))}
      </ol>
    </section>
  ))
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const source = SOURCE[entry.source]
  return (
    <div className="relative flex gap-3 py-2">
      <span className={`grid size-8 shrink-0 place-items-center rounded-round ${TONE[entry.tone]}`}>
        <Icon name={entry.tone === 'bad' ? 'alert' : entry.tone === 'good' ? 'check' : source.icon} size={16} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-medium text-2">
            {entry.title}
            {TONE_WORD[entry.tone] && <span className="sr-only"> ({TONE_WORD[entry.tone]})</span>}
          </span>
          <time dateTime={entry.at} className="tabular shrink-0 text-1 text-soft">
            {formatTime(entry.at, { style: 'clock' })}
          </time>
        </p>
        {entry.detail && <p className="break-words text-2 text-soft">{entry.detail}</p>}
        <p className="text-1 text-soft">
          {source.word}
          {entry.reference && (
            <>
              {' '}
              {entry.source === 'webhook' ? (
                <Link
                  to="/staff/webhooks/deliveries/$deliveryId"
                  params={{ deliveryId: entry.reference }}
                  className="link inline-block py-0.5 break-all"
                >
                  <code>{entry.reference}</code>
                </Link>
              ) : (
                <code className="select-all break-all">{entry.reference}</code>
              )}
            </>
          )}
        </p>
      </div>
    </div>
  )
}

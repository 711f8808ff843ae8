import type { LibraryItem } from '@cashwrap/shared/contracts/library'
import { Icon } from '../../components/icon.tsx'
import { formatTime, zoneName } from '../../lib/format-time.ts'
import { localTimeZone } from '../../lib/locale.ts'

/** When and where, in the event's own time and, if that is another, the reader's. */
export function EventDetails({ event }: { event: NonNullable<LibraryItem['event']> }) {
  const { startsAt, endsAt, timeZone } = event
  const isElsewhere = zoneName(startsAt, timeZone) !== zoneName(startsAt, localTimeZone)
  const clock = (instant: string) => formatTime(instant, { style: 'time', timeZone })
  const isOneDay = formatTime(startsAt, { style: 'date', timeZone }) === formatTime(endsAt, { style: 'date', timeZone })
  return (
    <ul className="mt-2.5 space-y-1 text-2">
      <li className="flex gap-2">
        <Icon name="clock" size={18} className="mt-0.5 text-soft" />
        <span>
          <time dateTime={startsAt}>{formatTime(startsAt, { style: 'weekday-date', timeZone })}</time>,{' '}
          {clock(startsAt)}
          {isOneDay
            ? ` to ${clock(endsAt)}`
            : ` to ${formatTime(endsAt, { style: 'weekday-date', timeZone })}, ${clock(endsAt)}`}{' '}
          {zoneName(startsAt, timeZone)}
          {isElsewhere && (
            <span className="block text-soft">Begins {formatTime(startsAt, { style: 'date-time' })} where you are</span>
          )}
        </span>
      </li>
      <li className="flex gap-2">
        <Icon name="place" size={18} className="mt-0.5 text-soft" />
        {event.place}
      </li>
      <li className="flex gap-2">
        <Icon name="seat" size={18} className="mt-0.5 text-soft" />
        {event.seats === 1 ? 'One seat is yours' : `${event.seats} seats are yours`}
      </li>
    </ul>
  )
}

import type { Product } from '@cashwrap/shared/contracts/catalogue'
import type { ReactNode } from 'react'
import { StatusWord } from '../../components/status-word.tsx'
import { formatTime, zoneName } from '../../lib/format-time.ts'
import { localTimeZone } from '../../lib/locale.ts'
import { seatWords } from '../../lib/seat-words.ts'

interface EventFactsProps {
  event: NonNullable<Product['event']>
}

/** When and where, on the clock of the place and on the reader's own. */
export function EventFacts({ event }: EventFactsProps) {
  const seats = seatWords(event.seatsLeft)
  const isElsewhere = zoneName(event.startsAt, event.timeZone) !== zoneName(event.startsAt, localTimeZone)
  return (
    <dl className="mt-6 grid grid-cols-[auto_1fr] gap-x-6 gap-y-3 text-3">
      <Fact name="When">
        <TimeSpan event={event} timeZone={event.timeZone} />
      </Fact>
      {isElsewhere && (
        <Fact name="Your time">
          <TimeSpan event={event} timeZone={localTimeZone} />
        </Fact>
      )}
      <Fact name="Where">{event.place}</Fact>
      <Fact name="Seats">
        {seats.tone === 'neutral' ? seats.text : <StatusWord tone={seats.tone}>{seats.text}</StatusWord>}
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-2 text-soft leading-[1.7]">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** One day: `Saturday, 12 December 2026, 10:00 – 13:00 GMT+9`; several: `Sat, 12 Dec 2026, 10:00 – Sun, 13 Dec 2026, 13:00 GMT+9`. */
function TimeSpan({ event: { startsAt, endsAt }, timeZone }: EventFactsProps & { timeZone: string }) {
  const day = (instant: string) => formatTime(instant, { style: 'weekday-date', timeZone })
  const time = (instant: string) => formatTime(instant, { style: 'time', timeZone })
  const zone = <span className="whitespace-nowrap text-2 text-soft">{zoneName(startsAt, timeZone)}</span>
  if (day(startsAt) === day(endsAt)) {
    return (
      <span className="tabular">
        <time dateTime={startsAt}>{day(startsAt)}</time>
        <br />
        {time(startsAt)} – <time dateTime={endsAt}>{time(endsAt)}</time> {zone}
      </span>
    )
  }
  const moment = (instant: string) => formatTime(instant, { style: 'weekday-time', timeZone })
  return (
    <span className="tabular">
      <time dateTime={startsAt}>{moment(startsAt)}</time> –
      <br />
      <time dateTime={endsAt}>{moment(endsAt)}</time> {zone}
    </span>
  )
}

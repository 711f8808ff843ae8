import { localTimeZone, locale as ownLocale } from './locale.ts'

export type TimeStyle =
  | 'date'
  | 'time'
  | 'date-time'
  | 'weekday-date'
  | 'weekday-time'
  | 'month-day'
  | 'clock'
  | 'date-clock'

const OPTIONS = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  'date-time': { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  'weekday-date': { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  'weekday-time': {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  },
  'month-day': { day: 'numeric', month: 'short' },
  /** To the second, for logs. */
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  'date-clock': {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
} as const satisfies Record<TimeStyle, Intl.DateTimeFormatOptions>

export interface FormatTimeOptions {
  style?: TimeStyle
  /** IANA name; the reader's own zone by default. */
  timeZone?: string
  locale?: string
}

/** An ISO instant as people read it. */
export function formatTime(
  instant: string,
  { style = 'date', timeZone = localTimeZone, locale = ownLocale }: FormatTimeOptions = {},
): string {
  return new Intl.DateTimeFormat(locale, { ...OPTIONS[style], timeZone }).format(new Date(instant))
}

/** The zone as people call it at that instant: `GMT+9`, `CET`. */
export function zoneName(instant: string, timeZone: string, locale = ownLocale): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }).formatToParts(new Date(instant))
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

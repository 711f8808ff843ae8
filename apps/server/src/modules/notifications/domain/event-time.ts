const FORM = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const satisfies Intl.DateTimeFormatOptions

/** When an event begins, by the clocks of the place it is at. A time zone nobody knows is read as UTC, and says so. */
export function formatEventTime(startsAt: Date, timeZone: string): string {
  return formatterFor(timeZone).format(startsAt)
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...FORM, timeZone })
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en-GB', { ...FORM, timeZone: 'UTC' })
    throw error
  }
}

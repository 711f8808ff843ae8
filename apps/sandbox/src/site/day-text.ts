const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const SHORT = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })

/** A day as people write it, in UTC: "3 January 2027". `seconds` are Stripe's. */
export function dayText(seconds: number): string {
  return DAY.format(seconds * 1000)
}

/** A span of days: "3 Jan 2027 – 3 Feb 2027". */
export function periodText(start: number, end: number): string {
  return `${SHORT.format(start * 1000)} – ${SHORT.format(end * 1000)}`
}

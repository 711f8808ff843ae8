import { type Html, html } from './html.ts'

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** A moment to read, in UTC, with the exact time for machines. */
export function timeText(moment: Date): Html {
  return html`<time datetime="${moment.toISOString()}">${FORMAT.format(moment)}</time>`
}

/** A moment that Stripe writes in whole seconds. */
export function secondsText(seconds: number): Html {
  return timeText(new Date(seconds * 1000))
}

/** A span in its two largest units, such as "1 day 2 hours". */
export function spanText(seconds: number): string {
  const units: [string, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ]
  let rest = Math.abs(seconds)
  const parts: string[] = []
  for (const [name, size] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
  }
  return parts.length === 0 ? 'no time' : parts.join(' ')
}

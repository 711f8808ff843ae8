import { formatEventTime } from '../domain/event-time.ts'
import type { BookingConfirmation } from '../messages.ts'

/** How long WhatsApp lets a text be, in UTF-16 units. */
const LIMIT = 4096
/** Room for the line that stands for what did not fit. */
const REST = 60

/** The text of a WhatsApp message: what was booked, when by the clocks there, and where. */
export function writeBookingConfirmation({ orderNumber, events }: BookingConfirmation, shopName: string): string {
  let text = `${oneLine(shopName)}: your booking is confirmed. Order ${orderNumber}.`
  for (const [index, event] of events.entries()) {
    const paragraph = `\n\n${describe(event)}`
    if (text.length + paragraph.length > LIMIT - REST)
      return `${text}\n\nAnd ${events.length - index} more, all of them in your receipt by mail.`
    text += paragraph
  }
  return text
}

function describe(event: BookingConfirmation['events'][number]): string {
  const seats = event.seats === 1 ? '1 seat' : `${event.seats} seats`
  const when = formatEventTime(new Date(event.startsAt), event.timeZone)
  return [`${oneLine(event.title)}, ${seats}`, when, oneLine(event.place)].filter((line) => line !== '').join('\n')
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

import type { DemoProduct } from '../demo-product.ts'

export const events: readonly DemoProduct[] = [
  {
    externalId: 'event_weekend_workshop',
    slug: 'weekend-workshop',
    kind: 'event',
    title: 'Weekend Workshop',
    summary: 'Two days, eight people, one long table: from the first cup to your own line of three tricks.',
    description: `Saturday is for the hands: standing, three cups, rhythm and the spike, with long breaks, because hands learn in breaks. Sunday is for putting things together. Each of the eight finds three tricks that follow from one another and shows them before tea.

There are kendamas to borrow. Wear shoes you can stand in for an afternoon.

The place is made up, as this is a demo shop. The seats are counted for real: there are eight, and while somebody is paying for one it is held for them.`,
    includes: ['Saturday and Sunday, 10:00 to 16:00', 'A kendama to borrow', 'Tea, and a table for the strings'],
    pictureSeed: 'weekend-workshop',
    prices: [{ amount: 12000, currency: 'USD' }],
    event: {
      inDays: 35,
      startHourUtc: 1,
      hours: 30,
      timeZone: 'Asia/Tokyo',
      place: 'The Boathouse, Demo Quay 2, Tokyo Bay',
      seats: 8,
    },
  },
  {
    externalId: 'event_evening_jam',
    slug: 'evening-jam',
    kind: 'event',
    title: 'Evening Jam',
    summary: 'Three hours without a plan: bring a kendama, leave with somebody else’s trick.',
    description: `No teaching, no order, no grades. There are lamps, a floor that forgives a dropped ball, and a corner for beginners where the string is on us.

The place is made up, as this is a demo shop. A seat is a place in the room; bring up to a handful of friends on one order.`,
    includes: ['Three hours in the evening', 'String and beads to mend with'],
    pictureSeed: 'evening-jam-lantern',
    prices: [{ amount: 800, currency: 'USD' }],
    event: {
      inDays: 14,
      startHourUtc: 9,
      hours: 3,
      timeZone: 'Asia/Tokyo',
      place: 'The Boathouse, Demo Quay 2, Tokyo Bay',
      seats: 24,
    },
  },
]

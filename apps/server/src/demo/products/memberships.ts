import type { DemoProduct } from '../demo-product.ts'

export const memberships: readonly DemoProduct[] = [
  {
    externalId: 'plan_practice_room',
    slug: 'practice-room',
    kind: 'plan',
    title: 'Practice Room',
    summary: 'A membership: a new exercise each week and an open evening each month, by the month or the year.',
    description: `Every Monday there is one exercise of ten minutes, with what to listen for. Once a month the room is open for an evening, and you may bring your worst trick.

Memberships are shown here with their prices and cannot be bought yet.`,
    includes: ['One exercise a week', 'One open evening a month', 'Ends when you say so'],
    pictureSeed: 'practice-room-member',
    prices: [
      { amount: 900, currency: 'USD', interval: 'month', externalId: 'price_1KqDAWK0npsJqs8Ma6zyHflo' },
      { amount: 9000, currency: 'USD', interval: 'year' },
    ],
  },
]

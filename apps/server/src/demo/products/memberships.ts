import type { DemoProduct } from '../demo-product.ts'

/** Plans, by the month or the year. */
export const memberships: readonly DemoProduct[] = [
  {
    externalId: 'plan_practice_room',
    slug: 'practice-room',
    kind: 'plan',
    title: 'Practice Room',
    summary: 'The trick sheets, the practice log and the moshikame video, with twenty credits a month. Two weeks free.',
    description: `What you need beside you while you practise: the twelve trick sheets for the wall, the log for eight weeks, and the video that takes your moshikame to a hundred. All three are open from the first minute, and with each month come twenty credits; by the year there are 240 at once.

The first two weeks cost nothing. After that it goes on by the month or the year until you say stop, which takes two clicks, and what is paid for stays open to its last day. Credits of a period that you did not use end with it.`,
    includes: [
      'Twelve Trick Sheets',
      'Practice Log, Eight Weeks',
      'Moshikame at a Hundred',
      '20 credits a month, or 240 a year',
      'The first 14 days free',
    ],
    pictureSeed: 'practice-room-member',
    prices: [
      { amount: 900, currency: 'USD', interval: 'month', externalId: 'price_1KqDAWK0npsJqs8Ma6zyHflo' },
      { amount: 9000, currency: 'USD', interval: 'year', externalId: 'price_practice_room_year' },
    ],
    parts: ['dl_trick_sheets', 'dl_practice_log', 'video_moshikame_100'],
    plan: { trialDays: 14, credits: { creditType: 'credit', perMonth: 20, perYear: 240 } },
  },
  {
    externalId: 'plan_whole_school',
    slug: 'whole-school',
    kind: 'plan',
    title: 'Whole School',
    summary: 'Both courses and all that lies in the Practice Room, with sixty credits a month.',
    description: `Everything this school has written itself: First Pull for the first two weeks, the Premium Course for the seasons after, and the sheets, the log and the moshikame video to go with them. With each month come sixty credits; by the year there are 720 at once.

Whoever comes from the Practice Room pays the difference for the days that are left, and sees how much that is before saying yes. You may go back just as well. It goes on until you say stop, and what is paid for stays open to its last day.`,
    includes: [
      'Premium Course',
      'First Pull: kendama from nothing',
      'Everything in the Practice Room',
      '60 credits a month, or 720 a year',
    ],
    pictureSeed: 'whole-school-pass',
    prices: [
      { amount: 1900, currency: 'USD', interval: 'month', externalId: 'price_whole_school_month' },
      { amount: 19000, currency: 'USD', interval: 'year', externalId: 'price_whole_school_year' },
    ],
    parts: ['prod_1', 'course_first_pull', 'dl_trick_sheets', 'dl_practice_log', 'video_moshikame_100'],
    plan: { credits: { creditType: 'credit', perMonth: 60, perYear: 720 } },
  },
  {
    externalId: 'plan_studio_tama',
    slug: 'studio-tama-club',
    kind: 'plan',
    title: 'Studio Tama Club',
    summary: 'Every lesson, video and download of Studio Tama, what is there now and what comes.',
    description: `One plan for all that Studio Tama has on the shelf: the lighthouse lesson with its videos, how to look, the airplane, the candle, and the words that the tricks go by in Japanese. What they add is open on the day it appears, without doing anything.

It is their plan: they are paid for it, and the shop keeps its share of each payment. It goes on by the month or the year until you say stop, and what is paid for stays open to its last day.`,
    includes: ['Every lesson, video and download of Studio Tama', 'New ones on the day they appear'],
    pictureSeed: 'studio-tama-club',
    seller: 'studio-tama',
    prices: [
      { amount: 1200, currency: 'USD', interval: 'month', externalId: 'price_studio_tama_month' },
      { amount: 12000, currency: 'USD', interval: 'year', externalId: 'price_studio_tama_year' },
    ],
    plan: { opensSeller: true },
  },
]

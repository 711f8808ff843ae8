import { drawPicture } from '@cashwrap/shared/picture'
import type { DemoProduct } from '../demo-product.ts'
import { booklet } from '../files/booklet.ts'
import { CARE } from '../files/care.ts'
import { practiceLog, practiceLogSheet, trickList } from '../files/practice-log.ts'
import { trickSheets } from '../files/trick-sheets.ts'
import { TRICKS } from '../files/tricks.ts'
import { wordListMarkdown, wordListSheet } from '../files/word-list.ts'

const PDF = 'application/pdf'
const CSV = 'text/csv; charset=utf-8'
/** A3, in px at 100 to the inch. */
const POSTER = { width: 1170, height: 1654 } as const

const poster = (seed: string, kind: DemoProduct['kind']) => ({
  fileName: `Poster ${seed}.svg`,
  contentType: 'image/svg+xml',
  content: () => Buffer.from(drawPicture({ seed, kind, ...POSTER, theme: 'light' })),
})

export const downloads: readonly DemoProduct[] = [
  {
    externalId: 'dl_trick_sheets',
    slug: 'twelve-trick-sheets',
    kind: 'digital_product',
    title: 'Twelve Trick Sheets',
    summary: 'Twelve tricks on six A4 pages, drawn, to cut in two and pin above the place where you practise.',
    description: `One trick to a sheet: how to hold it, three steps, what goes wrong and what to do about it, and ten boxes to tick for ten clean catches in a row.

They run from the big cup, for a first afternoon, to the jumping stick, for a season. Print them on ordinary paper, cut along the dashed line, and take only two into the room at a time.`,
    includes: ['Twelve sheets on six pages (PDF, A4)', 'The same tricks as a table to tick off (CSV)'],
    pictureSeed: 'trick-sheet-print',
    prices: [{ amount: 900, currency: 'USD' }],
    files: [
      { fileName: 'Twelve trick sheets.pdf', contentType: PDF, content: () => trickSheets('Twelve trick sheets') },
      { fileName: 'Trick list.csv', contentType: CSV, content: trickList },
    ],
  },
  {
    externalId: 'dl_practice_log',
    slug: 'practice-log',
    kind: 'digital_product',
    title: 'Practice Log, Eight Weeks',
    summary: 'A page a week with room for one line a day, and an aim for each of the eight weeks.',
    description: `Minutes, tricks, best run, and one line about it: more than that nobody keeps up for eight weeks. At the bottom of each page there are three lines for what you would tell a beginner.

Comes to print, and as a table if you would rather type.`,
    includes: ['Eight pages to print (PDF, A4)', 'The same as a table (CSV)'],
    pictureSeed: 'practice-log-paper',
    prices: [{ amount: 400, currency: 'USD' }],
    files: [
      { fileName: 'Practice log.pdf', contentType: PDF, content: practiceLog },
      { fileName: 'Practice log.csv', contentType: CSV, content: practiceLogSheet },
    ],
  },
  {
    externalId: 'dl_string_and_care',
    slug: 'string-bead-and-care',
    kind: 'digital_product',
    title: 'String, Bead and Care',
    summary: 'How to put on a new string in five minutes, and how to keep the wood as it should be.',
    description: `A string lasts for a few weeks of daily play, and then it goes on the day before something matters. This booklet shows how to change it, how long it should be, which knot holds, and what the bead inside the ball is for.

The second half is about the wood: what to sand, what never to sand, and why a worn hole is a good hole.`,
    includes: ['A booklet of two pages (PDF, A4)'],
    pictureSeed: 'string-care-knot',
    seller: 'north-pier',
    prices: [{ amount: 500, currency: 'USD' }],
    files: [
      {
        fileName: 'String, bead and care.pdf',
        contentType: PDF,
        content: () => booklet('String, Bead and Care', 'How to keep one kendama for a long time', CARE),
      },
    ],
  },
  {
    externalId: 'dl_trick_names',
    slug: 'trick-names-in-japanese',
    kind: 'digital_product',
    title: 'Trick Names in Japanese',
    summary: 'Thirty words of the game as they are written, spoken and meant, to read any list of tricks.',
    description: `Grading sheets and old books name the tricks in Japanese. This list has thirty of them as they are written, as they are spoken, and what they mean word by word, which often tells you how the trick goes.

It is priced in yen: it shows how the shop keeps currencies apart, and that a yen has no cents.`,
    includes: ['Thirty words to read (Markdown)', 'The same for a deck of cards (CSV)'],
    pictureSeed: 'japan-map-words',
    seller: 'studio-tama',
    prices: [{ amount: 900, currency: 'JPY' }],
    files: [
      { fileName: 'Trick names.md', contentType: 'text/markdown; charset=utf-8', content: wordListMarkdown },
      { fileName: 'Trick names.csv', contentType: CSV, content: wordListSheet },
    ],
  },
  {
    externalId: 'dl_free_sampler',
    slug: 'free-sampler',
    kind: 'digital_product',
    title: 'Free Sampler',
    summary: 'Two trick sheets and a poster, for nothing, to see how a purchase goes from end to end.',
    description: `Big cup and small cup as printed sheets, and a poster for the wall. The price is zero, so there is no payment page: you give an e-mail address, and the files are yours.

It is the quickest way to see what this shop does with an order.`,
    includes: ['Two trick sheets (PDF, A4)', 'A drawn poster (SVG, prints up to A3)'],
    pictureSeed: 'clean-catch-sound',
    prices: [{ amount: 0, currency: 'USD' }],
    files: [
      {
        fileName: 'Two trick sheets.pdf',
        contentType: PDF,
        content: () => trickSheets('Two trick sheets', TRICKS.slice(0, 2)),
      },
      poster('spike', 'course'),
    ],
  },
]

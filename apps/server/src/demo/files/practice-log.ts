import { pdfDocument } from './pdf-document.ts'
import { HAIRLINE, PAGE, type PdfPage, pdfPage, SOFT_INK, VERMILION } from './pdf-page.ts'
import { TRICKS } from './tricks.ts'

const WEEKS = [
  'Stand. Ten minutes of big cup a day, and nothing else.',
  'Add the small cup. Stop each day on a catch, never on a miss.',
  'Base cup. Film one minute and watch it once, for the knees.',
  'Moshikame: count how many, write the best of three.',
  'Spike. Still the ball by hand before every single pull.',
  'Rest two days. Then repeat the week that went worst.',
  'Airplane or swing spike: choose one and stay with it.',
  'Play everything once, in order, for somebody who watches.',
]
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MARGIN = 48

/** Eight weeks on eight A4 pages: minutes, tricks, best run and one line a day. */
export function practiceLog(): Buffer {
  const pages = WEEKS.map((aim, week) => {
    const page = pdfPage()
    page.text(MARGIN, 84, `Week ${week + 1}`, { size: 30, font: 'title' })
    page.paragraph(MARGIN, 110, PAGE.width - 2 * MARGIN, aim, { size: 11.5, color: SOFT_INK })
    drawWeek(page)
    page.text(MARGIN, 700, 'What I learned that I would tell a beginner:', { size: 10, font: 'bold' })
    for (const y of [728, 756, 784])
      page.line(
        [
          [MARGIN, y],
          [PAGE.width - MARGIN, y],
        ],
        { color: HAIRLINE, width: 0.7 },
      )
    page.text(MARGIN, 822, 'Practice log, eight weeks. Made for a demo shop; use it for real.', {
      size: 7.5,
      color: SOFT_INK,
    })
    return page
  })
  return pdfDocument('Practice log, eight weeks', pages)
}

function drawWeek(page: PdfPage): void {
  const columns = [
    { title: 'Minutes', x: 100 },
    { title: 'Tricks', x: 170 },
    { title: 'Best run', x: 310 },
    { title: 'One line about it', x: 380 },
  ]
  for (const { title, x } of columns) page.text(x, 150, title, { size: 9, font: 'bold', color: VERMILION })
  for (const [index, day] of DAYS.entries()) {
    const y = 160 + index * 70
    page.line(
      [
        [MARGIN, y],
        [PAGE.width - MARGIN, y],
      ],
      { color: HAIRLINE, width: 0.7 },
    )
    page.text(MARGIN, y + 26, day, { size: 12, font: 'title' })
    for (const { x } of columns)
      page.line(
        [
          [x - 8, y],
          [x - 8, y + 70],
        ],
        { color: HAIRLINE, width: 0.4 },
      )
  }
  page.line(
    [
      [MARGIN, 650],
      [PAGE.width - MARGIN, 650],
    ],
    { color: HAIRLINE, width: 0.7 },
  )
}

/** The same log for a spreadsheet: 56 dated-by-hand rows, with the week's aim beside each Monday. */
export function practiceLogSheet(): Buffer {
  const rows = WEEKS.flatMap((aim, week) =>
    DAYS.map((day, index) => [String(week + 1), day, '', '', '', index === 0 ? aim : ''].map(csvField).join(',')),
  )
  return Buffer.from(`week,day,minutes,tricks,best run,note\r\n${rows.join('\r\n')}\r\n`)
}

/** Every trick of the sheets as a row to tick off. */
export function trickList(): Buffer {
  const rows = TRICKS.map((trick) => [trick.name, String(trick.level), '', trick.cure].map(csvField).join(','))
  return Buffer.from(`trick,level,ten in a row on,remember\r\n${rows.join('\r\n')}\r\n`)
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

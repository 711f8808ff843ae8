import { drawKendama } from './draw-kendama.ts'
import { pdfDocument } from './pdf-document.ts'
import { HAIRLINE, PAGE, type PdfPage, pdfPage, SOFT_INK, VERMILION } from './pdf-page.ts'
import { TRICKS, type Trick } from './tricks.ts'

const MARGIN = 48
const HALF = 418
const TICKS = 10

/** Two tricks to an A4 page, to be cut apart along the dashed line. */
export function trickSheets(title: string, tricks: readonly Trick[] = TRICKS): Buffer {
  const pages: PdfPage[] = []
  for (let index = 0; index < tricks.length; index += 2) {
    const page = pdfPage()
    for (const [row, trick] of tricks.slice(index, index + 2).entries())
      drawSheet(page, 30 + row * HALF, trick, `${index + row + 1} of ${tricks.length}`)
    page.line(
      [
        [0, 421],
        [PAGE.width, 421],
      ],
      { color: HAIRLINE, width: 0.7, dash: [4, 5] },
    )
    page.text(MARGIN, 822, `${title}. Made for a demo shop; the tricks are real.`, { size: 7.5, color: SOFT_INK })
    pages.push(page)
  }
  return pdfDocument(title, pages)
}

function drawSheet(page: PdfPage, top: number, trick: Trick, place: string): void {
  const left = MARGIN + 200
  const width = PAGE.width - left - MARGIN
  page.text(MARGIN, top + 22, trick.name, { size: 25, font: 'title' })
  page.text(PAGE.width - MARGIN - 40, top + 20, place, { size: 9, color: SOFT_INK })
  for (let dot = 0; dot < 5; dot++)
    page.circle([MARGIN + 5 + dot * 14, top + 42], 4, dot < trick.level ? VERMILION : null, {
      color: VERMILION,
      width: 0.9,
    })
  page.text(MARGIN + 80, top + 45, LEVEL[trick.level], { size: 9, color: SOFT_INK })
  page.line(
    [
      [MARGIN, top + 58],
      [PAGE.width - MARGIN, top + 58],
    ],
    { color: HAIRLINE, width: 0.7 },
  )

  drawKendama(page, [MARGIN + 85, top + 190], 200, trick.pose)

  let y = page.paragraph(left, top + 82, width, trick.grip, { size: 10, color: SOFT_INK }) + 6
  for (const [index, step] of trick.steps.entries()) {
    page.text(left, y, String(index + 1), { size: 12, font: 'title', color: VERMILION })
    y = page.paragraph(left + 18, y, width - 18, step, { size: 10.5 }) + 5
  }
  page.text(left, y + 8, 'If it goes wrong', { size: 9, font: 'bold' })
  y = page.paragraph(left, y + 23, width, trick.fault, { size: 10 })
  page.paragraph(left, y + 1, width, trick.cure, { size: 10 })

  page.text(MARGIN, top + 338, 'Ten clean catches in a row:', { size: 9, color: SOFT_INK })
  for (let tick = 0; tick < TICKS; tick++) page.box(left + tick * 24, top + 328, 13, 13, { width: 0.8 })
}

const LEVEL = {
  1: 'a first afternoon',
  2: 'a first week',
  3: 'a month of evenings',
  4: 'a few months',
  5: 'a season',
} as const satisfies Record<Trick['level'], string>

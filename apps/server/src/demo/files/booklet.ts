import { pdfDocument } from './pdf-document.ts'
import { HAIRLINE, PAGE, type PdfPage, pdfPage, SOFT_INK, VERMILION } from './pdf-page.ts'
import { wrapText } from './pdf-text.ts'

export interface BookletPart {
  heading: string
  paragraphs: readonly string[]
}

const MARGIN = 72
const WIDTH = PAGE.width - 2 * MARGIN
const BOTTOM = 770
const BODY = { size: 11 } as const
const LINE = BODY.size * 1.42

/** A plain A4 booklet: a title, then parts that flow from page to page. */
export function booklet(title: string, subtitle: string, parts: readonly BookletPart[]): Buffer {
  const pages: PdfPage[] = []
  let page = pdfPage()
  let y = 0
  const turn = () => {
    page = pdfPage()
    pages.push(page)
    page.text(MARGIN, 812, `${title}, page ${pages.length}`, { size: 8, color: SOFT_INK })
    y = 90
  }

  turn()
  y = page.paragraph(MARGIN, 120, WIDTH, title, { size: 30, font: 'title' })
  y = page.paragraph(MARGIN, y + 4, WIDTH, subtitle, { size: 12, color: SOFT_INK }) + 10
  page.line(
    [
      [MARGIN, y],
      [PAGE.width - MARGIN, y],
    ],
    { color: HAIRLINE, width: 0.7 },
  )
  y += 34
  for (const part of parts) {
    if (y + 5 * LINE > BOTTOM) turn()
    page.text(MARGIN, y, part.heading, { size: 15, font: 'title', color: VERMILION })
    y += 24
    for (const paragraph of part.paragraphs) {
      if (y + wrapText(paragraph, BODY.size, WIDTH).length * LINE > BOTTOM) turn()
      y = page.paragraph(MARGIN, y, WIDTH, paragraph, BODY) + 7
    }
    y += 14
  }
  return pdfDocument(title, pages)
}

import type { PdfPage } from './pdf-page.ts'
import { PAGE } from './pdf-page.ts'
import { pdfString } from './pdf-text.ts'

const FONT_NAMES = ['Helvetica', 'Helvetica-Bold', 'Times-Bold']

/** A PDF 1.4 file of these pages, in the fonts that every reader has. The same pages always give the same bytes. */
export function pdfDocument(title: string, pages: readonly PdfPage[]): Buffer {
  const fontAt = 3
  const pageAt = fontAt + FONT_NAMES.length
  const infoAt = pageAt + pages.length * 2
  const fonts = FONT_NAMES.map((_, index) => `/F${index + 1} ${fontAt + index} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageAt + index * 2} 0 R`).join(' ')}] >>`,
    ...FONT_NAMES.map((name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`),
    ...pages.flatMap((page, index) => {
      const content = page.content()
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << ${fonts} >> >> /Contents ${pageAt + index * 2 + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ]
    }),
    `<< /Title ${pdfString(title)} /Producer (Cashwrap demo shop) >>`,
  ]

  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const xrefAt = file.length
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${infoAt} 0 R >>\nstartxref\n${xrefAt}\n%%EOF\n`
  // Everything above is ASCII, so a character is a byte and the offsets hold.
  return Buffer.from(file, 'ascii')
}

import PDFDocument from 'pdfkit'
import type { InvoiceView } from '../hosted/invoice-view.ts'
import { MISSING } from './typefaces.ts'
import { createTypesetter, type Style } from './typesetter.ts'

const MARGIN = 56
const WIDTH = 595.28 - 2 * MARGIN
const BOTTOM = 841.89 - MARGIN - 48
const RIGHT = MARGIN + WIDTH

const TEXT: Style = { size: 10 }
const SOFT: Style = { size: 10, color: '#524a40' }
const SMALL: Style = { size: 8.5, color: '#524a40' }
const STRONG: Style = { size: 10, weight: 'bold' }
const LINE = '#d9cebb'

const COLUMNS = [
  { name: 'Description', x: MARGIN, width: WIDTH - 230 },
  { name: 'Qty', x: RIGHT - 220, width: 40 },
  { name: 'Unit price', x: RIGHT - 170, width: 80 },
  { name: 'Amount', x: RIGHT - 80, width: 80 },
] as const

/** An invoice on paper: A4, as many pages as its lines need. */
export function renderInvoicePdf(invoice: InvoiceView): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'en',
    info: { Title: `Invoice ${invoice.number}`, Author: invoice.merchant, Subject: invoice.headline },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  drawInvoice(doc, invoice)
  doc.end()
  return done
}

function drawInvoice(doc: typeof PDFDocument.prototype, invoice: InvoiceView): void {
  const { write, hasMissed } = createTypesetter(doc)
  const rule = (y: number) => doc.moveTo(MARGIN, y).lineTo(RIGHT, y).lineWidth(0.75).strokeColor(LINE).stroke()
  let y = MARGIN
  /** Goes on to a new page unless so many points are left on this one. */
  const makeRoom = (height: number) => {
    if (y + height <= BOTTOM) return
    doc.addPage()
    y = MARGIN
  }

  write(invoice.merchant, RIGHT - 240, y + 6, 240, { ...STRONG, align: 'right' })
  y += write('Invoice', MARGIN, y, 240, { size: 26, weight: 'bold' }) + 14
  for (const { name, value } of invoice.facts) {
    write(name, MARGIN, y, 110, SOFT)
    y += write(value, MARGIN + 120, y, WIDTH - 120, TEXT) + 2
  }
  y += 20
  const half = WIDTH / 2 - 10
  write('From', MARGIN, y, half, SOFT)
  write('Bill to', MARGIN + half + 20, y, half, SOFT)
  y += 16
  const from = write(invoice.merchant, MARGIN, y, half, STRONG)
  const to = write(invoice.billedTo.join('\n') || '–', MARGIN + half + 20, y, half, TEXT)
  y += Math.max(from, to) + 26
  y += write(invoice.headline, MARGIN, y, WIDTH, { size: 16, weight: 'bold', color: colorOf(invoice) }) + 18

  for (const { name, x, width } of COLUMNS) write(name, x, y, width, alignedIn(name, SMALL))
  y += 16
  rule(y)
  for (const line of invoice.lines) {
    makeRoom(48)
    y += 8
    const [description, quantity, unit, amount] = COLUMNS
    write(line.quantity, quantity.x, y, quantity.width, alignedIn('Qty', TEXT))
    write(line.unit, unit.x, y, unit.width, alignedIn('Unit price', TEXT))
    write(line.amount, amount.x, y, amount.width, alignedIn('Amount', TEXT))
    y += write(line.description, description.x, y, description.width, TEXT)
    if (line.period !== null) y += write(line.period, description.x, y, description.width, SMALL)
    y += 8
    rule(y)
  }
  y += 8
  makeRoom(20 * invoice.sums.length + 40)
  for (const { name, value, isTotal } of invoice.sums) {
    const style = isTotal ? STRONG : TEXT
    const height = write(name, RIGHT - 250, y, 160, style)
    write(value, RIGHT - 90, y, 90, { ...style, align: 'right' })
    y += height + 5
  }
  if (invoice.footer !== null) {
    y += 20
    makeRoom(60)
    y += write(invoice.footer, MARGIN, y, WIDTH, SOFT)
  }
  const notes = [
    'A document of a sandbox: no real money has moved.',
    ...(hasMissed() ? [`${MISSING} stands for letters that the typefaces of this document do not have.`] : []),
  ]
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page)
    write(notes.join(' '), MARGIN, BOTTOM + 16, WIDTH - 90, SMALL)
    write(`${invoice.number} · ${page + 1} of ${count}`, RIGHT - 160, BOTTOM + 30, 160, { ...SMALL, align: 'right' })
  }
}

function alignedIn(column: (typeof COLUMNS)[number]['name'], style: Style): Style {
  return column === 'Description' ? style : { ...style, align: 'right' }
}

function colorOf({ status }: InvoiceView): string {
  return status === 'paid' ? '#1d5a42' : '#1d1a16'
}

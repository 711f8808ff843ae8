import { expect, it } from 'vitest'
import { renderInvoicePdf } from '../../src/documents/invoice-pdf.ts'
import { runsOf } from '../../src/documents/typefaces.ts'
import type { InvoiceView } from '../../src/hosted/invoice-view.ts'

const textsOf = (text: string) => runsOf(text, 'regular').map((run) => run.text)

it('a text is cut where the typeface changes, and what no typeface has is marked', () => {
  expect(textsOf('Größe 1,50 €')).toEqual(['Größe 1,50 €'])
  expect(textsOf('Plan けん玉 A')).toEqual(['Plan ', 'けん玉', ' A'])
  expect(textsOf('Łódź').join('')).toBe('Łódź')
  expect(textsOf('Иван')).toEqual(['Иван'])
  expect(runsOf('한A', 'bold').map(({ text, isMissing }) => [text, isMissing])).toEqual([
    ['〓', true],
    ['A', false],
  ])
  expect(textsOf('e\u0301')).toEqual(['é'])
})

const line = {
  description: 'A very long description of a plan that does not fit into one line of the column it is in',
  period: '1 Jan 2027 – 1 Feb 2027',
  quantity: '2',
  unit: '$9.50',
  amount: '$19.00',
}

const invoiceOf = (count: number): InvoiceView => ({
  merchant: 'Kendama Counter',
  number: 'ABC-0001',
  status: 'paid',
  headline: '$19.00 paid on 1 January 2027',
  billedTo: ['x'.repeat(300), '住'.repeat(80)],
  facts: [{ name: 'Invoice number', value: 'ABC-0001' }],
  lines: Array.from({ length: count }, () => line),
  sums: [{ name: 'Total', value: '$19.00', isTotal: true }],
  footer: 'Thank you.',
})

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length

it('an invoice takes the pages that its lines need, whatever the words are like', async () => {
  expect(pagesOf(await renderInvoicePdf(invoiceOf(1)))).toBe(1)
  expect(pagesOf(await renderInvoicePdf(invoiceOf(60)))).toBe(6)
  expect(pagesOf(await renderInvoicePdf({ ...invoiceOf(0), billedTo: [], lines: [], sums: [] }))).toBe(1)
})

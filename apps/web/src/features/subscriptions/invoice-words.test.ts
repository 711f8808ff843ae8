import { type Invoice, InvoiceStatus } from '@cashwrap/shared/contracts/subscriptions'
import { expect, it } from 'vitest'
import { INVOICE_STATUSES, invoiceDetails } from './invoice-words.ts'

const invoice = (other: Partial<Invoice>): Invoice => ({
  id: 'i' as never,
  number: 'CW-0001',
  status: 'paid',
  reason: 'renewal',
  total: { amount: 900, currency: 'USD' },
  amountPaid: { amount: 900, currency: 'USD' },
  createdAt: '2026-11-05T09:00:00Z',
  paidAt: null,
  coversFrom: null,
  coversTo: null,
  nextAttemptAt: null,
  orderId: null,
  orderNumber: null,
  ...other,
})
const NEXT = '2026-12-08T12:00:00Z'

it('says what an invoice covers, and that it is tried again only while it is open', () => {
  expect(Object.keys(INVOICE_STATUSES).sort()).toEqual([...InvoiceStatus.options].sort())
  expect(invoiceDetails(invoice({}))).toEqual([])
  const [covers] = invoiceDetails(invoice({ coversFrom: '2026-11-05T12:00:00Z', coversTo: '2026-12-05T12:00:00Z' }))
  expect(covers).toMatch(/5 to .*5.*2026/)
  expect(invoiceDetails(invoice({ coversFrom: NEXT, coversTo: NEXT }))).toEqual([])
  expect(invoiceDetails(invoice({ status: 'open', nextAttemptAt: NEXT }))).toEqual([
    expect.stringMatching(/^tried again/),
  ])
  expect(invoiceDetails(invoice({ status: 'paid', nextAttemptAt: NEXT }))).toEqual([])
})

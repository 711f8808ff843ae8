import { paymentsOf } from '../billing/invoice-payments.ts'
import type { Call } from '../context.ts'
import { dayText, periodText } from '../site/day-text.ts'
import { formatAmount } from '../site/money-text.ts'
import type { InvoiceLineObject, InvoiceObject } from '../state/billing-types.ts'
import { businessNameOf } from './business-name.ts'
import { discountText } from './discount-text.ts'

export type InvoiceLineView = {
  description: string
  period: string | null
  quantity: string
  unit: string
  amount: string
}

/** An invoice as people read it, on its page and on paper. Amounts and days are words. */
export type InvoiceView = {
  merchant: string
  number: string
  status: InvoiceObject['status']
  /** Such as "$19.00 paid on 3 January 2027". */
  headline: string
  billedTo: string[]
  facts: { name: string; value: string }[]
  lines: InvoiceLineView[]
  sums: { name: string; value: string; isTotal?: boolean }[]
  footer: string | null
}

/** What an invoice says to whoever it is for. */
export function viewOfInvoice(call: Call, invoice: InvoiceObject): InvoiceView {
  const { status_transitions: at, currency } = invoice
  const money = (amount: number) => formatAmount(amount, currency)
  const issued = at.finalized_at ?? invoice.created
  const facts = [
    { name: 'Invoice number', value: invoice.number ?? 'Draft' },
    { name: 'Date of issue', value: dayText(issued) },
    ...(at.paid_at === null ? [] : [{ name: 'Date paid', value: dayText(at.paid_at) }]),
    ...(invoice.status === 'open' ? [{ name: 'Date due', value: dayText(invoice.due_date ?? issued) }] : []),
    ...(invoice.status === 'paid' ? paidWith(call, invoice) : []),
  ]
  return {
    merchant: businessNameOf(call, invoice.customer),
    number: invoice.number ?? 'Draft',
    status: invoice.status,
    headline: headlineOf(invoice),
    billedTo: billedTo(invoice),
    facts,
    lines: invoice.lines.data.map((line) => lineView(line, currency)),
    sums: [
      { name: 'Subtotal', value: money(invoice.subtotal) },
      ...invoice.total_discount_amounts.map(({ amount, discount }) => ({
        name: discountName(call, discount),
        value: money(-amount),
      })),
      ...invoice.total_taxes.map((tax) => ({
        name: taxName(call, tax.tax_rate_details?.tax_rate, tax.tax_behavior),
        value: money(tax.amount),
      })),
      { name: 'Total', value: money(invoice.total), isTotal: invoice.status === 'paid' },
      ...(invoice.amount_due === invoice.total
        ? []
        : [{ name: 'From your balance', value: money(invoice.amount_due - invoice.total) }]),
      invoice.status === 'paid'
        ? { name: 'Amount paid', value: money(invoice.amount_paid) }
        : { name: 'Amount due', value: money(invoice.amount_remaining), isTotal: true },
    ],
    footer: invoice.footer,
  }
}

function headlineOf({
  status,
  amount_paid: paid,
  amount_remaining: left,
  currency,
  ...invoice
}: InvoiceObject): string {
  switch (status) {
    case 'paid':
      return `${formatAmount(paid, currency)} paid on ${dayText(invoice.status_transitions.paid_at ?? invoice.created)}`
    case 'open':
      return `${formatAmount(left, currency)} due`
    case 'void':
      return 'This invoice is void. Nothing is to be paid.'
    case 'uncollectible':
      return `${formatAmount(left, currency)} not paid`
    case 'draft':
      return 'This invoice is not final yet.'
  }
}

function billedTo({ customer_address: address, customer_email: email, customer_name: name }: InvoiceObject): string[] {
  const { line1, line2, postal_code: code, city, state, country } = address ?? {}
  const place = [code, city].filter(Boolean).join(' ')
  return [name, line1, line2, place, state, country, email]
    .filter((part) => part !== null && part !== undefined && part !== '')
    .map(String)
}

function paidWith(call: Call, invoice: InvoiceObject): { name: string; value: string }[] {
  const payment = paymentsOf(call, invoice.id).find(({ status }) => status === 'paid')
  const intent = payment && call.store.get('payment_intent', payment.payment.payment_intent)
  const card = call.store.get('payment_method', intent?.payment_method ?? '')?.card
  return card ? [{ name: 'Paid with', value: `Card ending in ${card.last4}` }] : []
}

function lineView(line: InvoiceLineObject, currency: string): InvoiceLineView {
  const { quantity, pricing, period } = line
  const unit = pricing?.unit_amount_decimal ?? null
  return {
    description: line.description ?? 'Item',
    period: period.end > period.start ? periodText(period.start, period.end) : null,
    quantity: quantity === null ? '' : String(quantity),
    unit: unit === null || line.amount < 0 ? '' : formatAmount(Number(unit), currency),
    amount: formatAmount(line.amount, currency),
  }
}

function discountName(call: Call, id: string): string {
  const discount = call.store.get('discount', id)
  const coupon = discount && call.store.get('coupon', discount.source.coupon)
  const code = discount?.promotion_code ? call.store.get('promotion_code', discount.promotion_code)?.code : undefined
  const name = code ?? coupon?.name ?? 'Discount'
  return coupon ? `${name} (${discountText(coupon)})` : name
}

function taxName(call: Call, id: string | undefined, behavior: string): string {
  const rate = id === undefined ? undefined : call.store.get('tax_rate', id)
  const name = rate ? `${rate.display_name} ${rate.percentage}%` : 'Tax'
  return behavior === 'inclusive' ? `${name}, included` : name
}

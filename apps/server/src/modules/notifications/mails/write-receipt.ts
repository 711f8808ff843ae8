import { formatMoney, money } from '@cashwrap/shared/money'
import type { SignInSecrets } from '../../auth/index.ts'
import { formatEventTime } from '../domain/event-time.ts'
import type { Receipt } from '../messages.ts'
import type { BillLine, MailContent, MailContext } from './mail-content.ts'
import { signInBlocks } from './write-sign-in.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** The receipt, and a way in to what was bought. */
export function writeReceipt(receipt: Receipt, context: MailContext & { secrets: SignInSecrets }): MailContent {
  const { shopName, secrets } = context
  const isFree = receipt.total === 0
  const total = amount(receipt, receipt.total)
  return {
    subject: `${isFree ? 'Your order' : 'Receipt for order'} ${receipt.orderNumber} from ${shopName}`,
    preview: isFree ? 'Nothing was charged. It is in your library.' : `${total}, paid. It is in your library.`,
    title: isFree ? 'It is yours' : 'Paid, and yours',
    blocks: [
      {
        kind: 'text',
        text: `Order ${receipt.orderNumber}, ${DAY.format(new Date(receipt.placedAt))}. What you bought is in your library.`,
      },
      { kind: 'bill', lines: receipt.lines.map((line) => toLine(receipt, line)), ...sumsOf(receipt) },
      ...signInBlocks(secrets, context, 'Open your library'),
      {
        kind: 'note',
        text: `After 15 minutes, go to ${context.frontUrl}/sign-in and enter the address this mail came to: we send a new link and code. What you bought stays yours.`,
      },
    ],
  }
}

function toLine(receipt: Receipt, line: Receipt['lines'][number]): BillLine {
  const label = line.quantity === 1 ? line.title : `${line.title} × ${line.quantity}`
  const { event } = line
  const when = event && formatEventTime(new Date(event.startsAt), event.timeZone)
  return {
    label,
    ...(event && { detail: [when, event.place].filter(Boolean).join(', ') }),
    amount: amount(receipt, line.total),
  }
}

function sumsOf(receipt: Receipt): { sums: BillLine[]; total: BillLine } {
  const { subtotal, discount, tax, total } = receipt
  const sums: BillLine[] = []
  if (subtotal !== total) sums.push({ label: 'Subtotal', amount: amount(receipt, subtotal) })
  if (discount > 0) {
    const code = receipt.couponCode === null ? '' : ` (${receipt.couponCode})`
    sums.push({ label: `Discount${code}`, amount: amount(receipt, -discount) })
  }
  const taxName = receipt.taxLabel ?? 'Tax'
  if (tax > 0 && !receipt.taxIncluded) sums.push({ label: taxName, amount: amount(receipt, tax) })
  const included = tax > 0 && receipt.taxIncluded ? `, ${taxName} ${amount(receipt, tax)} included` : ''
  return { sums, total: { label: `Total${included}`, amount: amount(receipt, total) } }
}

const amount = (receipt: Receipt, minorUnits: number): string => formatMoney(money(minorUnits, receipt.currency))

import type { RenewalReceipt } from '../subscription-messages.ts'
import type { MailBlock } from './mail-content.ts'
import { type SubscriptionNote, text } from './subscription-note.ts'
import { creditsOf, day, oneLine, shortTitle, sum } from './subscription-words.ts'

/** What one period cost, when it was paid, and what it covers. */
export function writeRenewalReceipt(receipt: RenewalReceipt): SubscriptionNote {
  const { plan, orderNumber, total, currency, credits } = receipt
  const isFree = total === 0
  const span = `${day(receipt.coversFrom)} to ${day(receipt.coversTo)}`
  const subject = isFree ? 'Renewed, and nothing charged' : `Receipt for order ${orderNumber}`
  return {
    subject: `${subject}: ${shortTitle(plan.planTitle)}`,
    preview: `${isFree ? 'Nothing was charged.' : `${sum(total, currency)}, paid.`} It covers ${span}.`,
    title: isFree ? 'Renewed' : 'Paid, and renewed',
    blocks: [
      text(
        `Order ${orderNumber}, ${day(receipt.paidAt)}. ${oneLine(plan.planTitle)} goes on, and is ${isFree ? 'yours' : 'paid for'} until ${day(receipt.coversTo)}.`,
      ),
      billOf(receipt, span),
      ...(credits === null ? [] : [text(`This period brings you ${creditsOf(credits)} to spend.`)]),
    ],
    label: 'See your subscription',
  }
}

function billOf(receipt: RenewalReceipt, span: string): MailBlock {
  const { plan, total, tax, taxIncluded, currency } = receipt
  const isAdded = tax > 0 && !taxIncluded
  const taxName = receipt.taxLabel ?? 'Tax'
  const included = tax > 0 && taxIncluded ? `, ${taxName} ${sum(tax, currency)} included` : ''
  return {
    kind: 'bill',
    lines: [{ label: oneLine(plan.planTitle), detail: span, amount: sum(isAdded ? total - tax : total, currency) }],
    sums: isAdded ? [{ label: taxName, amount: sum(tax, currency) }] : [],
    total: { label: `Total${included}`, amount: sum(total, currency) },
  }
}

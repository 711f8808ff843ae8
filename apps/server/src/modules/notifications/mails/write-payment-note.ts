import { formatMoney, money } from '@cashwrap/shared/money'
import type { MailMessage } from '../messages.ts'
import type { MailContent, MailContext } from './mail-content.ts'

type PaymentNote = Extract<MailMessage, { kind: `payment-${string}` }>

const WHY = {
  'seats-gone': (order: number) =>
    `Your payment for order ${order} arrived after the time for it had run out, and by then the last seats were taken.`,
  'owned-already': (order: number) =>
    `You paid for order ${order} what another order of yours had brought you by then, so this money was not needed. What you own stays yours.`,
  'subscribed-already': (order: number) =>
    `With order ${order} you paid for a second subscription to a plan you had already, so we ended the second one. The first goes on as it was.`,
} as const

/** What became of a payment that did not end in a receipt at once. */
export function writePaymentNote(message: PaymentNote, context: MailContext): MailContent {
  const { orderNumber, total, currency } = message.payload
  const amount = formatMoney(money(total, currency))
  switch (message.kind) {
    case 'payment-on-its-way':
      return {
        subject: `Your payment for order ${orderNumber} is on its way`,
        preview: `${amount}. We write again when it has arrived.`,
        title: 'Your payment is on its way',
        blocks: [
          {
            kind: 'text',
            text: `${context.shopName} has your order ${orderNumber} over ${amount}. The way you chose to pay takes a while, often a few working days.`,
          },
          {
            kind: 'text',
            text: 'As soon as the money has arrived, what you bought opens and you get a receipt. If it should not arrive, we tell you that too. There is nothing you need to do, and no need to pay again.',
          },
        ],
      }
    case 'payment-failed':
      return {
        subject: `Your payment for order ${orderNumber} did not go through`,
        preview: 'Nothing was charged. You can try again.',
        title: 'Your payment did not go through',
        blocks: [
          {
            kind: 'text',
            text: `The payment of ${amount} for order ${orderNumber} was not completed, so nothing was charged and the order is closed.`,
          },
          {
            kind: 'text',
            text: 'To try again, check out once more, with another way to pay if you like. What you chose may still be in your cart in the browser you used.',
          },
          { kind: 'button', label: 'Open your cart', url: `${context.frontUrl}/cart` },
        ],
      }
    case 'payment-refunded':
      return {
        subject: `Your payment for order ${orderNumber} is being paid back`,
        preview: `${amount} goes back to you, in full.`,
        title: 'We are paying you back',
        blocks: [
          {
            kind: 'text',
            text: WHY[message.payload.reason](orderNumber),
          },
          {
            kind: 'text',
            text: `We are sorry. The full ${amount} goes back the way you paid; your bank may take up to ten days to show it. There is nothing you need to do.`,
          },
        ],
      }
  }
}

import type { SubscriptionMessage } from '../subscription-messages.ts'
import type { MailContent, MailContext } from './mail-content.ts'
import type { SubscriptionNote } from './subscription-note.ts'
import { writeRenewalReceipt } from './write-renewal-receipt.ts'
import { writeChange } from './write-subscription-change.ts'
import { writeCharge } from './write-subscription-charge.ts'

/** What a subscriber is told of their plan: what happened, what it means for their money and their access, and one button. */
export function writeSubscriptionNote(
  message: SubscriptionMessage,
  context: MailContext & { link: string },
): MailContent {
  const { label, blocks, ...note } = write(message, context)
  return {
    ...note,
    blocks: [
      ...blocks,
      { kind: 'button', label, url: context.link },
      {
        kind: 'note',
        text: 'The link is for you alone. It signs you in once, for 15 minutes from when this was sent; after that it asks for the address this mail came to, and a new link leads to the same page.',
      },
    ],
  }
}

function write(message: SubscriptionMessage, context: MailContext): SubscriptionNote {
  switch (message.kind) {
    case 'renewal-receipt':
      return writeRenewalReceipt(message.payload)
    case 'subscription-started':
    case 'trial-ending':
    case 'subscription-payment-failed':
    case 'subscription-recovered':
    case 'subscription-access-ended':
      return writeCharge(message, context)
    default:
      return writeChange(message, context)
  }
}

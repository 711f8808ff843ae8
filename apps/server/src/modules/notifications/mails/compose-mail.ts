import type { SignInSecrets } from '../../auth/index.ts'
import type { Mail } from '../domain/mailer.ts'
import type { MailMessage } from '../messages.ts'
import type { MailContent, MailContext } from './mail-content.ts'
import { mailToHtml } from './mail-to-html.ts'
import { mailToText } from './mail-to-text.ts'
import { writePaymentNote } from './write-payment-note.ts'
import { writeReceipt } from './write-receipt.ts'
import { writeSignIn } from './write-sign-in.ts'
import { writeSubscriptionNote } from './write-subscription-note.ts'

/** What lets a mail's reader in: with a link and a code, or with a link to the page that the mail is about. */
export interface WayIn {
  secrets: SignInSecrets | null
  link: string | null
}

/** Writes a mail in full. Each kind takes its own way in, and throws without it. */
export async function composeMail(
  message: MailMessage,
  context: MailContext & WayIn,
): Promise<Pick<Mail, 'subject' | 'html' | 'text'>> {
  const content = write(message, context)
  return {
    subject: content.subject,
    html: await mailToHtml(content, context),
    text: mailToText(content, context.shopName),
  }
}

function write(message: MailMessage, context: MailContext & WayIn): MailContent {
  const { secrets, link } = context
  switch (message.kind) {
    case 'receipt':
      return writeReceipt(message.payload, { ...context, secrets: needed(secrets) })
    case 'sign-in':
      return writeSignIn({ ...context, secrets: needed(secrets) })
    case 'payment-on-its-way':
    case 'payment-failed':
    case 'payment-refunded':
      return writePaymentNote(message, context)
    default:
      return writeSubscriptionNote(message, { ...context, link: needed(link) })
  }
}

function needed<Way>(way: Way | null): Way {
  if (way === null) throw new Error('This mail needs a way in')
  return way
}

import type { SignInSecrets } from '../../auth/index.ts'
import type { Mail } from '../domain/mailer.ts'
import type { MailMessage } from '../messages.ts'
import type { MailContent, MailContext } from './mail-content.ts'
import { mailToHtml } from './mail-to-html.ts'
import { mailToText } from './mail-to-text.ts'
import { writePaymentNote } from './write-payment-note.ts'
import { writeReceipt } from './write-receipt.ts'
import { writeSignIn } from './write-sign-in.ts'

/** Writes a mail in full. `secrets` go with the kinds that let someone in. */
export async function composeMail(
  message: MailMessage,
  context: MailContext & { secrets: SignInSecrets | null },
): Promise<Pick<Mail, 'subject' | 'html' | 'text'>> {
  const content = write(message, context)
  return {
    subject: content.subject,
    html: await mailToHtml(content, context),
    text: mailToText(content, context.shopName),
  }
}

function write(message: MailMessage, context: MailContext & { secrets: SignInSecrets | null }): MailContent {
  const { secrets } = context
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
      // The outbox keeps it and tries again.
      throw new Error(`No mail is written yet for ${message.kind}`)
  }
}

function needed(secrets: SignInSecrets | null): SignInSecrets {
  if (secrets === null) throw new Error('This mail needs a link and a code')
  return secrets
}

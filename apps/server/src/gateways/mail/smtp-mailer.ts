import { createTransport } from 'nodemailer'
import type { Mail, Mailer } from '../../modules/notifications/index.ts'

/** `wholeMs` is for all of one mail; the outbox lends a mail out for longer than this. */
const LIMITS = { connectMs: 10_000, silenceMs: 20_000, wholeMs: 60_000 }

/**
 * Sends over SMTP, a connection per mail. `smtpUrl` may carry a user and password; `from` is a mailbox with or without a name.
 * Nothing of a mail is read as an address list, a file name or an address to fetch.
 */
export function createSmtpMailer(settings: { smtpUrl: string; from: string }, limits = LIMITS): Mailer {
  const transport = createTransport({
    url: settings.smtpUrl,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      refuseSeveralLines(mail)
      const sent = transport.sendMail({
        from: settings.from,
        to: { name: '', address: mail.to },
        subject: oneLine(mail.subject),
        html: mail.html,
        text: mail.text,
        messageId: mail.messageId,
        // Keeps out-of-office answers from being sent back.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      await within(sent, limits.wholeMs)
    },
  }
}

/** What becomes a header as it is holds no line break, whoever let it through. */
function refuseSeveralLines({ to, messageId }: Mail): void {
  for (const value of [to, messageId]) {
    if (oneLine(value) !== value) throw new RangeError('A mail header must be one line')
  }
}

/** Titles and shop names come into subjects; a control character in them is a space. */
const oneLine = (text: string): string =>
  [...text].map((letter) => (letter < ' ' || letter === '\x7f' ? ' ' : letter)).join('')

/** A server that answers a little now and then never falls silent, so the whole has an end too. */
async function within(sent: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('The mail server took too long'), { code: 'ETIMEDOUT' })),
      milliseconds,
    )
  })
  await Promise.race([sent, end]).finally(() => clearTimeout(timer))
}

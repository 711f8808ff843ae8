import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Sandbox } from '../context.ts'
import type { PartHandle } from '../part.ts'
import { createMailStore, type MailStore } from './mail-store.ts'
import { type Envelope, readMail } from './read-mail.ts'

const LARGEST_MAIL_BYTES = 5 * 1024 * 1024

/** Starts the SMTP server on the sandbox's mail port and keeps what it is sent. It asks nobody who they are. */
export async function startMailbox(sandbox: Sandbox): Promise<PartHandle> {
  const mails = createMailStore(sandbox.store)
  const server = new SMTPServer({
    name: 'sandbox',
    banner: 'Cashwrap sandbox',
    size: LARGEST_MAIL_BYTES,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
    onData(stream, session, done) {
      takeIn(sandbox, mails, stream, session).then(
        (id) => done(null, `OK kept as ${id}`),
        (error: unknown) => done(error instanceof Error ? error : new Error('Message not taken')),
      )
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(sandbox.smtpPort, sandbox.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error) => sandbox.log.warn({ err: error }, 'mail connection failed'))
  const reachable = sandbox.host === '0.0.0.0' ? '127.0.0.1' : sandbox.host
  sandbox.urls.smtp = `smtp://${reachable}:${portOf(server.server.address())}`
  return { close: () => new Promise<void>((resolve) => server.close(resolve)) }
}

/** Reads one message to its end and keeps it; the id it is kept under. */
async function takeIn(
  sandbox: Sandbox,
  mails: MailStore,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk)
  if (stream.sizeExceeded) throw refusal(552, 'Message exceeds the fixed maximum message size')
  const mail = await readMail(Buffer.concat(chunks), envelopeOf(session), new Date(sandbox.clock.nowMs()))
  mails.add(mail)
  sandbox.log.info({ mail: mail.id, bytes: stream.byteLength, recipients: mail.to.length }, 'mail kept')
  return mail.id
}

function envelopeOf({ envelope }: SMTPServerSession): Envelope {
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map((recipient) => recipient.address),
  }
}

/** An SMTP answer that is not 250, as the client reads it. */
function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port')
  return address.port
}

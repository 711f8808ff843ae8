import { createServer, type Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, it } from 'vitest'
import { createSmtpMailer } from './smtp-mailer.ts'

interface Taken {
  to: string[]
  raw: string
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const mail = {
  to: 'mia@shop.example',
  subject: 'Receipt for order 1001 – 剣玉',
  html: '<p>Paid</p>',
  text: 'Paid',
  messageId: '<0190@shop.example>',
}

async function startServer(answer?: { responseCode: number }) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo: (_address, _session, done) => done(answer && Object.assign(new Error('Not here'), answer)),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  return { taken, mailer: mailerFor(portOf(server.server.address())) }
}

const portOf = (address: unknown) => (address as { port: number }).port
const mailerFor = (port: number, limits?: { connectMs: number; silenceMs: number; wholeMs: number }) =>
  createSmtpMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Kendama School <shop@shop.example>' }, limits)

it('hands over a mail with both forms, its message id and its subject', async () => {
  const { mailer, taken } = await startServer()
  await mailer.send(mail)
  expect(taken).toHaveLength(1)
  const read = await PostalMime.parse(taken[0]!.raw)
  expect(read).toMatchObject({
    from: { name: 'Kendama School', address: 'shop@shop.example' },
    to: [{ address: 'mia@shop.example' }],
    subject: mail.subject,
    messageId: mail.messageId,
  })
  expect([read.text?.trim(), read.html?.trim()]).toEqual(['Paid', '<p>Paid</p>'])
  expect(read.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }))
})

it('writes no header that was smuggled into a subject', async () => {
  const { mailer, taken } = await startServer()
  await mailer.send({ ...mail, subject: 'Order\r\nBcc: all@evil.example\r\n\r\nbody' })
  const read = await PostalMime.parse(taken[0]!.raw)
  expect(taken[0]!.to).toEqual(['mia@shop.example'])
  expect(read.headers.map(({ key }) => key)).not.toContain('bcc')
  expect(read.subject).toContain('Bcc: all@evil.example')
})

it.each(['mia@shop.example\r\nBcc: all@evil.example', 'mia@shop.example\nx', 'mia@shop.example\0'])(
  'refuses the recipient %j before a connection is made',
  async (to) => {
    const { mailer, taken } = await startServer()
    await expect(mailer.send({ ...mail, to })).rejects.toThrow('one line')
    await expect(mailer.send({ ...mail, messageId: to })).rejects.toThrow('one line')
    expect(taken).toEqual([])
  },
)

it('does not read a recipient as a list', async () => {
  const { mailer, taken } = await startServer()
  await mailer.send({ ...mail, to: 'mia@shop.example, all@evil.example' }).catch(() => undefined)
  expect(taken.flatMap(({ to }) => to)).not.toContain('all@evil.example')
})

it('throws with the code of a server that refuses', async () => {
  const { mailer } = await startServer({ responseCode: 550 })
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'EENVELOPE', responseCode: 550 })
})

it('throws when nobody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const port = portOf(server.address())
  await new Promise((resolve) => server.close(resolve))
  await expect(mailerFor(port).send(mail)).rejects.toMatchObject({ code: 'ESOCKET' })
})

it.each([
  ['says nothing', { connectMs: 100, silenceMs: 100, wholeMs: 5_000 }, () => undefined],
  [
    'never comes to an end',
    { connectMs: 5_000, silenceMs: 5_000, wholeMs: 300 },
    (socket: Socket) => {
      const drip = setInterval(() => socket.write('220-wait\r\n'), 20)
      socket.on('close', () => clearInterval(drip))
    },
  ],
])('gives up on a server that %s', async (_, limits, answer) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    sockets.push(socket)
    answer(socket)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  await expect(mailerFor(portOf(server.address()), limits).send(mail)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
})

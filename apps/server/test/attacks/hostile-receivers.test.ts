import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts'
import { openWebhookHouse, refunded, type WebhookHouse } from '../support/webhook-house.ts'

let database: TestDatabase
let house: WebhookHouse
beforeAll(async () => {
  database = await cloneDatabase()
  house = openWebhookHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

/** Answers every request with these bytes, which need not be HTTP. */
async function openRaw(answer: Buffer): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/`, server }
}

const OK = 'HTTP/1.1 200 OK\r\n'
it.each<[string, Buffer]>([
  ['a status beyond all', Buffer.from('HTTP/1.1 999 What\r\ncontent-length: 0\r\n\r\n')],
  ['a status of nought', Buffer.from('HTTP/1.1 000 What\r\ncontent-length: 0\r\n\r\n')],
  ['hints without end', Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2000))],
  ['a prototype among its headers', Buffer.from(`${OK}__proto__: x\r\nconstructor: y\r\ncontent-length: 0\r\n\r\n`)],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from(`${OK}x-odd: \xff\xfe\r\n\r\n`, 'latin1'), Buffer.from([0, 255, 237, 160, 128, 0])]),
  ],
  ['half a character at the limit', Buffer.from(`${OK}\r\n${'a'.repeat(2047)}🎏`)],
  [
    'a retry at no time',
    Buffer.from('HTTP/1.1 503 No\r\nretry-after: 99999999999999999999\r\ncontent-length: 0\r\n\r\n'),
  ],
  [
    'a retry in two ways',
    Buffer.from(
      'HTTP/1.1 503 No\r\nretry-after: 5\r\nretry-after: Tue, 99 Foo 9999 99:99:99 GMT\r\ncontent-length: 0\r\n\r\n',
    ),
  ],
  [
    'a retry at a date that is none',
    Buffer.from('HTTP/1.1 503 No\r\nretry-after: Tue, 31 Feb 2027 99:99:99 GMT\r\ncontent-length: 0\r\n\r\n'),
  ],
  ['two lengths', Buffer.from(`${OK}content-length: 1\r\ncontent-length: 5\r\n\r\nabcde`)],
  ['an upgrade', Buffer.from('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')],
  ['nothing', Buffer.alloc(0)],
  ['headers without end', Buffer.from(`${OK}${'a: b\r\n'.repeat(50_000)}`)],
  ['gzip that is none', Buffer.from(`${OK}content-encoding: gzip\r\n\r\nabc`)],
])('a receiver that answers with %s is written down, and keeps nobody else waiting', async (_what, answer) => {
  const { url, server } = await openRaw(answer)
  const { id } = await house.register({ url })
  await house.publish(refunded(house.clock, 'order a', 1))
  await house.work()
  const [delivery] = (await house.deliveries()).filter(
    ({ receiver }) => receiver.kind === 'endpoint' && receiver.endpointId === id,
  )
  if (!delivery) throw new Error('there is no delivery')
  const [attempt] = await house.attempts(delivery.id)
  expect(attempt?.durationMs).not.toBeNull()
  expect(delivery.state === 'delivered' || delivery.nextAttemptAt !== null || delivery.state === 'failed').toBe(true)
  if (delivery.nextAttemptAt !== null)
    expect(Date.parse(delivery.nextAttemptAt) - house.clock.now().getTime()).toBeLessThanOrEqual(86_400_000)
  await database.db
    .updateTable('webhook_endpoints')
    .set({ removed_at: house.clock.now() })
    .where('id', '=', id)
    .execute()
  server.close()
})

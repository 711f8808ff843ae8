import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createWhatsAppSender } from './whatsapp-cloud-sender.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const message = { to: '+819012345678', text: 'Your booking is confirmed.' }
const senderFor = (apiBase: string, timeoutMs?: number) =>
  createWhatsAppSender({ apiBase, token: 'EAAGtoken', phoneNumberId: '106540352242922' }, timeoutMs)
const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  listen((request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })

it.each([
  ['', '/v24.0/106540352242922/messages'],
  ['/', '/v24.0/106540352242922/messages'],
  ['/v31.0', '/v31.0/106540352242922/messages'],
])('sends a plain text to the address of the Graph API, with the base ending %j', async (ending, path) => {
  const taken: { method: string; url: string; headers: IncomingHttpHeaders; body: unknown }[] = []
  const base = await listen(async (request, response) => {
    const chunks = await request.toArray()
    const { method = '', url = '', headers } = request
    taken.push({ method, url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    response.writeHead(200).end(JSON.stringify({ messages: [{ id: 'wamid.1' }] }))
  })
  expect(await senderFor(`${base}${ending}`).send(message)).toEqual({ ok: true, value: 'taken' })
  expect(taken).toEqual([
    {
      method: 'POST',
      url: path,
      headers: expect.objectContaining({ authorization: 'Bearer EAAGtoken', 'content-type': 'application/json' }),
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+819012345678',
        type: 'text',
        text: { preview_url: false, body: 'Your booking is confirmed.' },
      },
    },
  ])
})

it('takes an unreadable yes for a yes, so that nobody is told twice', async () => {
  expect(await senderFor(await answering(200, 'yes')).send(message)).toMatchObject({ ok: true })
})

it('tells a refusal for good by the code in the body', async () => {
  const sender = senderFor(await answering(400, JSON.stringify({ error: { code: 131026, message: message.to } })))
  expect(await sender.send(message)).toEqual({ ok: false, failure: { kind: 'refused', code: '131026' } })
})

it.each([
  [503, 'down for a while', 'HTTP 503'],
  [429, JSON.stringify({ error: { code: 130429 } }), '130429'],
])('finds WhatsApp unavailable at %i', async (status, body, code) => {
  expect(await senderFor(await answering(status, body)).send(message)).toEqual({
    ok: false,
    failure: { kind: 'unavailable', code },
  })
})

it('takes its token nowhere else', async () => {
  const visits: string[] = []
  const elsewhere = await listen((request, response) => {
    visits.push(request.url ?? '')
    response.end('{}')
  })
  const sender = senderFor(await answering(307, '', { location: `${elsewhere}/v24.0/1/messages` }))
  expect(await sender.send(message)).toEqual({ ok: false, failure: { kind: 'unavailable', code: 'HTTP 307' } })
  expect(visits).toEqual([])
})

it('does not wait for an answer without end', async () => {
  const silent = senderFor(await listen((request) => void request.resume()), 100)
  const unfinished = senderFor(
    await listen((request, response) => {
      request.resume()
      response.writeHead(400).write('{')
    }),
    100,
  )
  for (const sender of [silent, unfinished])
    expect(await sender.send(message)).toEqual({ ok: false, failure: { kind: 'unavailable', code: 'TimeoutError' } })
})

it('says that nobody listens', async () => {
  const base = await answering(200, '{}')
  const server = servers.pop()
  await new Promise((resolve) => server?.close(resolve))
  expect(await senderFor(base).send(message)).toEqual({
    ok: false,
    failure: { kind: 'unavailable', code: 'ECONNREFUSED' },
  })
})

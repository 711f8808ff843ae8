import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = {
  type: string
  id: string
  objectId: string
  signature: string
  body: string
  event: ReceivedEvent
}
export type ReceivedEvent = {
  id: string
  type: string
  api_version: string | null
  pending_webhooks: number
  account?: string
  data: { object: { id: string; object: string } & Record<string, unknown> }
  request: { id: string | null; idempotency_key: string | null }
}

export type Receiver = {
  url: string
  received: Received[]
  /** What the next requests are answered with; 200 once the list is empty. */
  answers: number[]
  /** Resolves once this holds of what has come in; fails in the end with what did come. */
  until(isDone: (received: Received[]) => boolean): Promise<Received[]>
  close(): Promise<void>
}

const PATIENCE_MS = 15_000

/** A shop's webhook address that keeps what it is told. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const answers: number[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const event: ReceivedEvent = JSON.parse(body)
      received.push({
        type: event.type,
        id: event.id,
        objectId: event.data.object.id,
        signature: String(request.headers['stripe-signature']),
        body,
        event,
      })
      response.statusCode = answers.shift() ?? 200
      if (response.statusCode >= 300 && response.statusCode < 400) response.setHeader('location', '/elsewhere')
      response.end('{}')
      for (const check of [...waiting]) check()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    received,
    answers,
    until(isDone) {
      if (isDone(received)) return Promise.resolve(received)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check)
          reject(
            new Error(`Not received in time. Came in: ${received.map(({ type }) => type).join(', ') || 'nothing'}`),
          )
        }, PATIENCE_MS)
        const check = () => {
          if (!isDone(received)) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve(received)
        }
        waiting.add(check)
      })
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

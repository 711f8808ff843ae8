import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
}
export interface ReceiverAnswer {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** Somebody's server that webhooks go to: well, ill or silent, as told. */
export interface WebhookReceiver extends AsyncDisposable {
  /** `127.0.0.1:port`, as WEBHOOK_ALLOWED_HOSTS takes it. */
  host: string
  url: string
  /** Everything that arrived, in order. */
  heard: Heard[]
  /** How it answers from now on; null keeps them waiting. */
  answer(how: ReceiverAnswer | null | ((heard: Heard) => ReceiverAnswer | null)): void
  /** How many are waiting, and what was the most at one time. */
  waiting(): number
  mostWaiting(): number
  /** Answers those that wait. */
  release(how: ReceiverAnswer): void
}

export async function openReceiver(path = '/hooks'): Promise<WebhookReceiver> {
  const heard: Heard[] = []
  const kept = new Set<ServerResponse>()
  let most = 0
  let how: (heard: Heard) => ReceiverAnswer | null = () => ({ status: 204 })
  const give = (response: ServerResponse, { status, headers = {}, body = '' }: ReceiverAnswer) =>
    response.writeHead(status, headers).end(body)
  const server = createServer(async (request, response) => {
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(await request.toArray()).toString(),
    }
    heard.push(one)
    const answer = how(one)
    if (answer) return void give(response, answer)
    kept.add(response)
    most = Math.max(most, kept.size)
    response.on('close', () => kept.delete(response))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}${path}`,
    heard,
    answer: (next) => {
      how = typeof next === 'function' ? next : () => next
    },
    waiting: () => kept.size,
    mostWaiting: () => most,
    release: (answer) => {
      for (const response of kept) give(response, answer)
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}

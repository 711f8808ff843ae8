import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Heard {
  headers: IncomingHttpHeaders
  body: string
}

/** A server of somebody's that webhooks go to, on this machine, which the house of this run lets in. */
export interface WebhookReceiver extends AsyncDisposable {
  url: string
  /** Everything that arrived, in order. */
  heard: Heard[]
  /** With which status it answers from now on; 204 to begin with. */
  answer(status: number): void
}

export async function openReceiver(): Promise<WebhookReceiver> {
  const heard: Heard[] = []
  let status = 204
  const server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: Buffer.concat(await request.toArray()).toString() })
    response.writeHead(status).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    heard,
    answer: (next) => {
      status = next
    },
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** Whether one of the signatures is made with this secret, as Standard Webhooks says. */
export function isSignedWith(secret: string, { headers, body }: Heard): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const right = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(right)
}

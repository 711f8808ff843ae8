import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { phpFields } from './wordpress-http.ts'

export interface TakenWebhook {
  event: unknown
  body: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  status: number
}

/** What the plugin does about an event; false is that it could not. Null for an event it does not know. */
export type OnWebhook = (event: unknown, data: Readonly<Record<string, unknown>>) => boolean | null

/**
 * A shop on a web server with one PHP worker: it does one thing at a time, a page that waits for an answer of ours as well as a
 * webhook that comes in meanwhile and has to wait until that page is done.
 */
export class ShopServer {
  readonly webhooks: TakenWebhook[] = []
  /** How many webhooks came while the worker had something else to do. */
  hadToWait = 0
  isPluginActive = true
  onWebhook: OnWebhook = () => null
  readonly #secret: () => string | null
  readonly #server = createServer((request, response) => this.#receive(request, response))
  #work: Promise<unknown> = Promise.resolve()
  #busy = 0

  /** @param secret what the shop holds just then; without one it refuses all */
  constructor(secret: () => string | null) {
    this.#secret = secret
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Does something on the one worker, when it is free. */
  onWorker<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++
    const done = this.#work.then(work)
    this.#work = done.catch(() => undefined).finally(() => this.#busy--)
    return done
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    if (this.#busy > 0) this.hadToWait++
    await this.onWorker(async () => {
      const [status, answer] = this.#answer(request, body)
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(answer)
    })
  }

  #answer(request: IncomingMessage, body: Buffer): [number, string] {
    const url = new URL(request.url ?? '/', 'http://shop.invalid')
    const isHook =
      url.pathname.endsWith('/wp-admin/admin-ajax.php') && url.searchParams.get('action') === 'rakubun_webhook'
    if (request.method !== 'POST' || !isHook || !this.isPluginActive) return [400, '0']
    const [status, message] = this.#process(request, body)
    const text = body.toString('utf8')
    this.webhooks.push({ event: phpFields(text)?.['event'], body: text, headers: request.headers, status })
    return [status, JSON.stringify({ success: status === 200, data: { message } })]
  }

  #process(request: IncomingMessage, body: Buffer): [number, string] {
    if (!this.#isSigned(request, body)) return [401, 'Invalid signature']
    const sent = phpFields(body.toString('utf8'))
    if (sent === null) return [400, 'Invalid JSON']
    const data = sent['data']
    const isDone = this.onWebhook(sent['event'], typeof data === 'object' && data !== null ? { ...data } : {})
    if (isDone === null) return [400, 'Unknown event']
    return isDone ? [200, 'Webhook processed'] : [500, 'Failed to process webhook']
  }

  /** Bare lower-case hex over the exact bytes, by the secret's own characters. */
  #isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
    const signature = headers['x-rakubun-signature']
    const secret = this.#secret()
    if (secret === null || typeof signature !== 'string') return false
    const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'))
    const shown = Buffer.from(signature)
    return shown.length === expected.length && timingSafeEqual(shown, expected)
  }
}

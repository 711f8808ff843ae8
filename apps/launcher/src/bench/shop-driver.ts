import { createHmac } from 'node:crypto'

interface Started {
  sessionId: string
  orderId: string
}

/** The shop from outside: what a browser, the sandbox's buyer and Stripe send. */
export class ShopDriver {
  readonly #shop: string
  readonly #sandbox: string
  readonly #webhookSecret: string
  #buyers = 0
  constructor(at: { shop: string; sandbox: string; webhookSecret: string }) {
    this.#shop = at.shop
    this.#sandbox = at.sandbox
    this.#webhookSecret = at.webhookSecret
  }

  async readCatalogue(): Promise<{ id: string; slug: string }[]> {
    const input = encodeURIComponent(JSON.stringify({ limit: 24 }))
    const response = await fetch(`${this.#shop}/trpc/catalogue.list?input=${input}`)
    return (await readAnswer<{ items: { id: string; slug: string }[] }>(response)).items
  }

  /** A browser session with one product in its cart; answers its cookie. */
  async fillCart(productId: string): Promise<string> {
    const response = await this.#mutate('cart.add', { productId }, '')
    await readAnswer(response)
    return response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
  }

  async start(cookie: string, total: { amount: number; currency: string }): Promise<Started> {
    this.#buyers += 1
    return readAnswer<Started>(
      await this.#mutate('checkout.start', { email: `buyer-${this.#buyers}@bench.test`, expectedTotal: total }, cookie),
    )
  }

  /** Pays at the sandbox, whose own webhook is to be dropped. */
  async pay(sessionId: string): Promise<void> {
    await this.#control(`checkout/sessions/${sessionId}/pay`, {})
  }

  async dropWebhooks(): Promise<void> {
    await this.#control('faults', { action: 'drop' })
  }

  /** The event that tells of a paid session, as the sandbox made it. */
  async completedEvent(sessionId: string): Promise<Buffer> {
    const response = await fetch(`${this.#sandbox}/_sandbox/events?type=checkout.session.completed&object=${sessionId}`)
    const { data } = (await response.json()) as { data: { deliveries?: unknown }[] }
    const { deliveries: _, ...event } = data[0] ?? {}
    return Buffer.from(JSON.stringify(event))
  }

  async sendWebhook(body: Buffer): Promise<void> {
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', this.#webhookSecret).update(`${at}.`).update(body).digest('hex')
    const response = await fetch(`${this.#shop}/api/stripe/webhook`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` },
    })
    if (!response.ok) throw new Error(`the webhook was answered ${response.status}`)
    await response.arrayBuffer()
  }

  #mutate(path: string, input: unknown, cookie: string): Promise<Response> {
    return fetch(`${this.#shop}/trpc/${path}`, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    })
  }

  async #control(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.#sandbox}/_sandbox/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}`)
    await response.arrayBuffer()
  }
}

async function readAnswer<T>(response: Response): Promise<T> {
  const body = (await response.json()) as { result?: { data: T }; error?: { message: string } }
  if (!body.result) throw new Error(`the shop answered ${response.status}: ${body.error?.message ?? 'no reason'}`)
  return body.result.data
}

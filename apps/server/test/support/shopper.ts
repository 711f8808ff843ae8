import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { ProductPage } from '@cashwrap/shared/contracts/catalogue'
import type { CheckoutStatus, StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import type { Failure } from '@cashwrap/shared/contracts/failures'

type Answer<T> = { ok: true; value: T } | { ok: false; status: number; failure: Failure }

export interface RestAnswer {
  status: number
  headers: Headers
  body: unknown
}

/** A browser without a window: it keeps cookies and speaks tRPC over HTTP, as the shop does. */
export class Shopper {
  readonly #url: string
  readonly #cookies = new Map<string, string>()
  readonly email: string
  constructor(url: string, email = `${randomBytes(5).toString('hex')}@buyers.test`) {
    this.#url = url
    this.email = email
  }

  /** Another browser window of the same person: the same cookies. */
  twin(): Shopper {
    const other = new Shopper(this.#url, this.email)
    for (const [name, value] of this.#cookies) other.#cookies.set(name, value)
    return other
  }

  get visitHash(): Buffer {
    return createHash('sha256')
      .update(this.#cookies.get('session_id') ?? '')
      .digest()
  }

  /** What this browser would send; for tests that look for it where it must not be. */
  cookieValues(): string[] {
    return [...this.#cookies.values()]
  }

  async query<T>(path: string, input?: unknown): Promise<Answer<T>> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    return this.#send<T>(`/trpc/${path}${search}`, { method: 'GET' })
  }

  async mutate<T>(path: string, input?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.#send<T>(`/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(input !== undefined && { body: JSON.stringify(input) }),
    })
  }

  /** Puts the products of these slugs into the cart. */
  async fill(...slugs: string[]): Promise<Cart> {
    const page = await this.query<ProductPage>('catalogue.list', { limit: 100 })
    if (!page.ok) throw new Error('the catalogue did not answer')
    let cart: Cart | undefined
    for (const slug of slugs) {
      const product = page.value.items.find((item) => item.slug === slug)
      if (!product) throw new Error(`the shop has no ${slug}`)
      const added = await this.mutate<Cart>('cart.add', { productId: product.id })
      if (!added.ok) throw new Error(`${slug} did not go into the cart: ${added.failure.kind}`)
      cart = added.value
    }
    if (!cart) throw new Error('nothing to put into the cart')
    return cart
  }

  async cart(): Promise<Cart> {
    const cart = await this.query<Cart>('cart.get', {})
    if (!cart.ok) throw new Error('the cart did not answer')
    return cart.value
  }

  /** Starts a checkout at the total that the cart shows now. */
  async start(
    options: { key?: string; email?: string; buyAgain?: boolean; country?: string } = {},
  ): Promise<Answer<StartedCheckout>> {
    const { key = randomUUID(), email = this.email, ...rest } = options
    const cart = await this.query<Cart>('cart.get', rest.country ? { country: rest.country } : {})
    if (!cart.ok || cart.value.currency === null)
      return this.mutate('checkout.start', { email, expectedTotal: { amount: 0, currency: 'USD' } })
    const expectedTotal = { amount: cart.value.total, currency: cart.value.currency }
    return this.mutate<StartedCheckout>('checkout.start', { email, expectedTotal, ...rest }, { 'idempotency-key': key })
  }

  /** Starts and insists on a payment page. */
  async startPayable(
    options: Parameters<Shopper['start']>[0] = {},
  ): Promise<StartedCheckout & { status: 'needs-payment' }> {
    const started = await this.start(options)
    if (!started.ok) throw new Error(`the checkout did not start: ${started.failure.kind}`)
    if (started.value.status !== 'needs-payment') throw new Error('the checkout needed no payment')
    return started.value
  }

  async settle(reference: string): Promise<Answer<CheckoutStatus>> {
    return this.mutate<CheckoutStatus>('checkout.settle', { reference })
  }

  async status(reference: string): Promise<CheckoutStatus> {
    const status = await this.query<CheckoutStatus>('checkout.status', { reference })
    if (!status.ok) throw new Error(`no status: ${status.failure.kind}`)
    return status.value
  }

  /** Calls a REST route with this browser's cookies; `text` is sent as it is, `body` as JSON. */
  async rest(
    method: string,
    path: string,
    { body, text, headers = {} }: { body?: unknown; text?: string; headers?: Record<string, string> } = {},
  ): Promise<RestAnswer> {
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await this.#fetch(path, {
      method,
      headers: { ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(payload !== undefined && { body: payload }),
    })
    const answer = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: answer === '' ? null : JSON.parse(answer),
    }
  }

  /** What a link of the shop downloads, with this browser's cookies. */
  async download(path: string): Promise<string> {
    const response = await this.#fetch(path, { method: 'GET' })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return response.text()
  }

  /** Forgets the cookie, as a caller does that lost an answer. */
  forget(name: 'session_id' | 'cashwrap'): void {
    this.#cookies.delete(name)
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${this.#url}${path}`, {
      ...init,
      headers: { ...init.headers, ...(cookie && { cookie }) },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  async #send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await this.#fetch(path, init)
    const body = (await response.json()) as { result?: { data: T }; error?: { data: { failure: Failure } } }
    return body.result
      ? { ok: true, value: body.result.data }
      : { ok: false, status: response.status, failure: body.error?.data.failure ?? { kind: 'internal' } }
  }
}

/** What a test asks of the sandbox besides Stripe's own API. */
export class SandboxClient {
  readonly url: string
  constructor(url: string) {
    this.url = url
  }

  /**
   * Registers both endpoints, as at Stripe: one for the account, one for connected accounts with a secret of its own. Those of
   * another server by another name.
   */
  async plantWebhooks(url: string, secrets: { account: string; connect: string }, name = 'house'): Promise<void> {
    const endpoint = { object: 'webhook_endpoint', url, enabled_events: ['*'] }
    await this.#post('fixtures', {
      objects: [
        { ...endpoint, id: `we_${name}_account`, secret: secrets.account },
        { ...endpoint, id: `we_${name}_connect`, secret: secrets.connect, connect: true },
      ],
    })
  }

  /** Plants objects of Stripe's as they are given; over one that is there, a part is enough. Nobody is told. */
  async plant(objects: readonly { object: string; id: string; [key: string]: unknown }[]): Promise<void> {
    await this.#post('fixtures', { objects })
  }

  /** Plants connected accounts as they are after onboarding. */
  async plantAccounts(ids: readonly string[]): Promise<void> {
    await this.#post('fixtures', {
      objects: ids.map((id) => ({ object: 'account', id, country: 'US', charges_enabled: true })),
    })
  }

  /** Goes through onboarding as the account's owner would. */
  async onboard(accountId: string): Promise<void> {
    await this.#post(`accounts/${accountId}/onboard`, {})
  }

  /** Reads from Stripe's API as the shop, or as one of its connected accounts. */
  async stripe<T>(path: string, account?: string): Promise<T> {
    const response = await fetch(`${this.url}/v1/${path}`, {
      headers: { authorization: 'Bearer sk_test_sandbox', ...(account && { 'stripe-account': account }) },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  /** Pays a session as a buyer with this card would; `phone` is for sessions that ask for one, which get a usual one else. */
  async pay(sessionId: string, card = '4242424242424242', phone?: string): Promise<{ outcome: string }> {
    const body = { card, ...(phone !== undefined && { phone }) }
    return (await this.#post(`checkout/sessions/${sessionId}/pay`, body)) as { outcome: string }
  }

  /** Pays an intent as a form of the caller's own would; false where it is declined. */
  async payIntent(intentId: string, by: { card?: string; delayed?: 'succeeds' | 'fails' } = {}): Promise<boolean> {
    const given = by.delayed === undefined ? { card: by.card ?? '4242424242424242' } : by
    const response = await this.#send(`payment_intents/${intentId}/pay`, given)
    if (!response.ok && response.status !== 402)
      throw new Error(`not paid: ${response.status} ${await response.text()}`)
    return response.ok
  }

  /** Has a delayed payment of an intent settle now. */
  async settleIntent(intentId: string, outcome: 'succeeds' | 'fails'): Promise<void> {
    await this.#post(`payment_intents/${intentId}/settle`, { outcome })
  }

  /** WhatsApp messages that came for this number, newest first. */
  async whatsapp(to: string): Promise<{ to: string; text: string | null }[]> {
    const { data } = (await this.#get(`whatsapp?to=${encodeURIComponent(to)}`)) as {
      data: { to: string; text: string | null }[]
    }
    return data
  }

  async advance(seconds: number): Promise<void> {
    await this.#post('clock/advance', { seconds })
  }

  /** Puts the clock forward to a moment, with all that happens on the way there. */
  async advanceTo(moment: Date): Promise<void> {
    const { now } = (await this.#get('clock')) as { now: number }
    const seconds = Math.ceil(moment.getTime() / 1000) - now
    if (seconds > 0) await this.advance(seconds)
  }

  async now(): Promise<Date> {
    return new Date(((await this.#get('clock')) as { now: number }).now * 1000)
  }

  /** Another card for a customer and their subscriptions, as a buyer puts in at the portal. */
  async replaceCard(customerId: string, card: string): Promise<void> {
    await this.#post(`customers/${customerId}/card`, { card })
  }

  /** Calls Stripe's API as the shop; null where it is refused. */
  async stripePost<T = { id: string }>(path: string, params: Record<string, string> = {}): Promise<T | null> {
    const response = await fetch(`${this.url}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_sandbox', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(params),
    })
    if (response.status >= 500) throw new Error(`${path}: ${response.status}`)
    return response.ok ? ((await response.json()) as T) : null
  }

  /** See the sandbox's README for the actions. */
  async fault(fault: {
    action: string
    operation?: string
    event?: string
    when?: string
    stored?: boolean
    count?: number
    seconds?: number
  }): Promise<void> {
    await this.#post('faults', fault)
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.url}/_sandbox/faults`, { method: 'DELETE' })
  }

  /** Pays by a method that settles later. */
  async payDelayed(sessionId: string, outcome: 'succeeds' | 'fails'): Promise<void> {
    await this.#post(`checkout/sessions/${sessionId}/pay`, { delayed: outcome })
  }

  /** Has a delayed payment settle now. */
  async settleDelayed(sessionId: string, outcome: 'succeeds' | 'fails'): Promise<void> {
    await this.#post(`checkout/sessions/${sessionId}/settle`, { outcome })
  }

  /** What happened, newest first; `about` is the id of the object. */
  async events(): Promise<{ id: string; type: string; about: string }[]> {
    const { data } = (await this.#get('events?limit=1000')) as {
      data: { id: string; type: string; data: { object: { id: string } } }[]
    }
    return data.map((event) => ({ id: event.id, type: event.type, about: event.data.object.id }))
  }

  async resend(eventId: string): Promise<void> {
    await this.#post(`events/${eventId}/resend`, {})
  }

  async twin(eventId: string): Promise<void> {
    await this.#post(`events/${eventId}/twin`, {})
  }

  async mail(to: string): Promise<{ subject: string; text: string; html: string }[]> {
    const { data } = (await this.#get(`mail?to=${encodeURIComponent(to)}`)) as {
      data: { subject: string; text: string; html: string }[]
    }
    return data
  }

  /** Has something happen that is told by an event of this type, to `account` if it is about one; answers the event's id. */
  async trigger(type: string, account?: string): Promise<string> {
    return ((await this.#post('events/trigger', { type, account })) as { id: string }).id
  }

  /** The last requests to Stripe's API, newest first. */
  async requests(): Promise<{ method: string; path: string; status: number; idempotency_key: string | null }[]> {
    const { data } = (await this.#get('requests')) as {
      data: { method: string; path: string; status: number; idempotency_key: string | null }[]
    }
    return data
  }

  #send(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const response = await this.#send(path, body)
    if (!response.ok) throw new Error(`sandbox ${path}: ${response.status} ${await response.text()}`)
    return response.status === 204 ? null : response.json()
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}/_sandbox/${path}`)
    if (!response.ok) throw new Error(`sandbox ${path}: ${response.status}`)
    return response.json()
  }
}

import { randomUUID } from 'node:crypto'
import { intval, isTruthy, phpFields, phpJson, type Received, wordpressRequest } from './wordpress-http.ts'

export const VERSION = '2.2.0'
const WORDPRESS = '6.1.9'
const CREDITS_CACHE_MS = 5 * 60_000
const STRIPE_CACHE_MS = 24 * 3_600_000

/** What WordPress keeps in its options table; a copy of the database carries it along. */
export interface Options {
  instanceId: string | null
  apiToken: string | null
  webhookSecret: string | null
}

export interface WordpressUser {
  id: number
  email: string
}

export interface Credits {
  article_credits: number
  image_credits: number
  rewrite_credits: number
}

export type Answer = Readonly<Record<string, unknown>>
export const FAILED: Answer = { success: false }

export interface Call {
  method: string
  path: string
  status: number
  answer: Answer
}

/** The plugin's calls, with what it keeps between them. Looks at answers as the plugin does, and at the status hardly ever. */
export class PluginClient {
  readonly options: Options
  readonly users: WordpressUser[]
  readonly siteUrl: string
  /** Every call, in order; answers as the plugin read them. */
  readonly calls: Call[] = []
  /** What the plugin writes into the shop's error log. */
  readonly errorLog: string[] = []
  readonly #api: string
  #skewMs = 0
  readonly #creditsCache = new Map<number, { credits: Credits; until: number }>()
  #stripeKey: { key: unknown; until: number } | null = null

  /** @param api where the server is, with `/api/v1` */
  constructor(api: string, siteUrl: string, users: readonly WordpressUser[], options: Options) {
    this.#api = api
    this.siteUrl = siteUrl
    this.users = users.map((user) => ({ ...user }))
    this.options = options
  }

  /** What is cached gets older. */
  wait(ms: number): void {
    this.#skewMs += ms
  }

  async register(): Promise<boolean> {
    this.options.instanceId ??= randomUUID()
    const now = '2025-11-06 09:15:00'
    const answer = await this.send(
      'POST',
      '/plugins/register',
      {
        instance_id: this.options.instanceId,
        site_url: this.siteUrl,
        site_title: 'Äxample 店 / shop',
        admin_email: 'owner@shop.example',
        wordpress_version: WORDPRESS,
        plugin_version: VERSION,
        php_version: '8.2.20',
        theme: false,
        timezone: '+00:00',
        language: 'ja',
        post_count: 12,
        page_count: 3,
        activation_date: now,
        last_activity: now,
      },
      { isRegistration: true },
    )
    if (!isTruthy(answer['success']) || !isTruthy(answer['api_token'])) {
      this.errorLog.push(`Registration failed: ${phpJson(answer)}`)
      return false
    }
    this.options.apiToken = String(answer['api_token'])
    if (isTruthy(answer['webhook_secret'])) this.options.webhookSecret = String(answer['webhook_secret'])
    return true
  }

  async stripeKey(): Promise<unknown> {
    if (!this.isConnected()) return null
    if (this.#stripeKey !== null && this.#stripeKey.until > this.#now()) return this.#stripeKey.key
    const answer = await this.get('/config/stripe')
    if (!isTruthy(answer['success']) || !isTruthy(answer['public_key'])) return null
    this.#stripeKey = { key: answer['public_key'], until: this.#now() + STRIPE_CACHE_MS }
    return this.#stripeKey.key
  }

  async packages(): Promise<Answer | null> {
    if (!this.isConnected()) return null
    const answer = await this.get('/packages')
    const { packages } = answer as { packages?: Answer }
    return isTruthy(answer['success']) && packages !== undefined && isTruthy(packages) ? packages : null
  }

  async credits(userId: number): Promise<Credits | null> {
    const cached = this.#creditsCache.get(userId)
    if (cached && cached.until > this.#now()) return cached.credits
    const credits = await this.askCredits(userId)
    if (credits) this.#creditsCache.set(userId, { credits, until: this.#now() + CREDITS_CACHE_MS })
    return credits
  }

  forgetCredits(userId: number): void {
    this.#creditsCache.delete(userId)
  }

  async askCredits(userId: number): Promise<Credits | null> {
    if (!this.isConnected()) return null
    const { email } = this.user(userId)
    const answer = await this.get(`/users/credits?user_id=${userId}&user_email=${email}&site_url=${this.siteUrl}`)
    const { credits } = answer as { credits?: Partial<Credits> }
    if (!isTruthy(answer['success']) || !credits || !isTruthy(credits)) return null
    return {
      article_credits: intval(credits.article_credits ?? 0),
      image_credits: intval(credits.image_credits ?? 0),
      rewrite_credits: intval(credits.rewrite_credits ?? 0),
    }
  }

  async deduct(userId: number, creditType: string, amount: number): Promise<boolean> {
    const answer = await this.post('/users/deduct-credits', {
      user_id: userId,
      user_email: this.user(userId).email,
      site_url: this.siteUrl,
      credit_type: creditType,
      amount,
    })
    if (!isTruthy(answer['success'])) return false
    this.#creditsCache.delete(userId)
    return true
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path, null)
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.send('POST', path, body)
  }

  /** The plugin's own way to ask, which looks at no status. */
  async send(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    { isRegistration = false }: { isRegistration?: boolean } = {},
  ): Promise<Answer> {
    const received = await this.#call(method, path, body, {
      ...(!isRegistration && this.#credentials()),
      'User-Agent': `Rakubun-WordPress-Plugin/${VERSION}`,
    })
    return (received && phpFields(received.text)) ?? FAILED
  }

  /** Two calls leave the user agent to WordPress. */
  plain(path: string, body: unknown): Promise<Received | null> {
    return this.#call('POST', path, body, {
      ...this.#credentials(),
      'User-Agent': `WordPress/${WORDPRESS}; ${this.siteUrl}`,
    })
  }

  async #call(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Received | null> {
    const received = await wordpressRequest({
      method,
      address: `${this.#api}${path}`,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body === null ? null : phpJson(body),
    })
    if (received?.redirects) throw new Error(`${path} was redirected`)
    const answer = (received && phpFields(received.text)) ?? FAILED
    this.calls.push({ method, path, status: received?.status ?? 0, answer })
    if (received && received.status >= 400) this.errorLog.push(`API Error [${received.status}]: ${received.text}`)
    return received
  }

  #credentials(): Record<string, string> {
    const { apiToken, instanceId } = this.options
    return apiToken === null || instanceId === null
      ? {}
      : { Authorization: `Bearer ${apiToken}`, 'X-Instance-ID': instanceId }
  }

  /** The last call of this path. */
  last(path: string): Call {
    const call = this.calls.findLast((one) => one.path.split('?')[0] === path)
    if (!call) throw new Error(`${path} was not called`)
    return call
  }

  isConnected(): boolean {
    return this.options.apiToken !== null && this.options.instanceId !== null
  }

  user(userId: number): WordpressUser {
    const user = this.users.find(({ id }) => id === userId)
    if (!user) throw new Error(`the shop has no user ${userId}`)
    return user
  }

  #now(): number {
    return Date.now() + this.#skewMs
  }
}

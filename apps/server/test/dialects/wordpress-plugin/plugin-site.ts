import { randomUUID } from 'node:crypto'
import { type OnWebhook, ShopServer } from './shop-server.ts'
import { intval, isTruthy, phpFields, phpJson, type Received, wordpressRequest } from './wordpress-http.ts'

const VERSION = '2.2.0'
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

type Answer = Readonly<Record<string, unknown>>
const FAILED: Answer = { success: false }

export interface Call {
  method: string
  path: string
  status: number
  answer: Answer
}

/** What the purchase page shows when a payer comes back. */
export type Notice =
  | { kind: 'success'; creditsAdded: number; label: string }
  | { kind: 'not-complete' | 'not-found' | 'cancelled' | 'none' }
  | { kind: 'error'; message: string }

/**
 * A WordPress shop with the plugin in it, as seen from here: which calls it makes in which order and with what headers and
 * bodies, what of the answers it looks at, what it keeps and for how long. One thing at a time, on its one worker.
 */
export class PluginSite {
  readonly options: Options
  readonly users: WordpressUser[]
  /** Every call, in order; answers as the plugin read them. */
  readonly calls: Call[] = []
  /** What the plugin writes into the shop's error log. */
  readonly errorLog: string[] = []
  status = 'enabled'
  disabledReason: string | null = null
  readonly #api: string
  readonly #shop: ShopServer
  #siteUrl = ''
  #skewMs = 0
  readonly #creditsCache = new Map<number, { credits: Credits; until: number }>()
  #stripeKey: { key: unknown; until: number } | null = null

  private constructor(api: string, users: readonly WordpressUser[], options: Options) {
    this.#api = api
    this.users = users.map((user) => ({ ...user }))
    this.options = options
    this.#shop = new ShopServer(this.#onWebhook)
    this.#shop.secret = options.webhookSecret
  }

  /** @param api where the server is, with `/api/v1` */
  static async open(
    api: string,
    {
      users = [{ id: 1, email: 'ann@shop.example' }],
      options = {},
      siteUrl,
    }: {
      users?: readonly WordpressUser[]
      options?: Partial<Options>
      siteUrl?: string
    } = {},
  ): Promise<PluginSite> {
    const site = new PluginSite(api, users, { instanceId: null, apiToken: null, webhookSecret: null, ...options })
    const own = await site.#shop.open()
    site.#siteUrl = siteUrl ?? own
    return site
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#shop[Symbol.asyncDispose]()
  }

  get siteUrl(): string {
    return this.#siteUrl
  }

  get shop(): ShopServer {
    return this.#shop
  }

  /** The clock of the shop goes on, and what it cached gets older. */
  wait(ms: number): void {
    this.#skewMs += ms
  }

  /** Switching the plugin on, whether for the first time or again. */
  activate(): Promise<boolean> {
    return this.#shop.onWorker(() => this.#register())
  }

  /** Whether the settings page says that the server is there. */
  openSettings(): Promise<boolean> {
    return this.#shop.onWorker(async () => this.#isConnected() && (await this.#get('/packages'))['success'] === true)
  }

  /** Any page of wp-admin asks for Stripe's key. */
  openAdminPage(): Promise<unknown> {
    return this.#shop.onWorker(async () => {
      if (!this.#isConnected()) return null
      if (this.#stripeKey !== null && this.#stripeKey.until > this.#now()) return this.#stripeKey.key
      const answer = await this.#get('/config/stripe')
      if (!isTruthy(answer['success']) || !isTruthy(answer['public_key'])) return null
      this.#stripeKey = { key: answer['public_key'], until: this.#now() + STRIPE_CACHE_MS }
      return this.#stripeKey.key
    })
  }

  /** What the page shows; null where it shows an error. */
  openPurchasePage(userId: number): Promise<{ credits: Credits; packages: Answer } | null> {
    return this.#shop.onWorker(() => this.#purchasePage(userId))
  }

  /**
   * A click on "buy".
   * @param amount what the buyer's browser says the price was; as listed if left out
   * @returns where the browser is sent, or the message of an error
   */
  buy(userId: number, packageId: string, amount?: number): Promise<{ url: string } | { message: string }> {
    return this.#shop.onWorker(async () => {
      const packages = await this.#packages()
      if (packages === null) return { message: 'Unable to fetch packages from dashboard.' }
      const creditType = typeOf(packageId)
      const sold = listOf(packages[`${creditType}s`]).find((one) => one['package_id'] === packageId)
      if (!sold) return { message: 'Package not found.' }
      const page = `${this.#siteUrl}/wp-admin/admin.php?page=rakubun-ai-purchase`
      const received = await this.#plain('/checkout/sessions', {
        user_id: userId,
        user_email: this.#user(userId).email,
        credit_type: creditType,
        package_id: packageId,
        amount: amount ?? intval(sold['price']),
        currency: sold['currency'] ?? 'JPY',
        return_url: `${page}&session_id={CHECKOUT_SESSION_ID}&status=success`,
        cancel_url: `${page}&status=cancel`,
      })
      if (received === null) return { message: 'Failed to create checkout session: timeout' }
      const answer = phpFields(received.text) ?? FAILED
      if (received.status !== 200 || !isTruthy(answer['success']))
        return { message: String(answer['message'] ?? 'Failed to create checkout session.') }
      const url = answer['url'] ?? answer['checkout_url']
      return isTruthy(url) ? { url: String(url) } : { message: 'No checkout URL provided by dashboard.' }
    })
  }

  /** The browser opens an address of the shop's, such as the one that a payment page leads back to. */
  comeBack(userId: number, address: string): Promise<{ notice: Notice; credits: Credits | null }> {
    return this.#shop.onWorker(async () => {
      const query = new URL(address).searchParams
      const before = await this.#credits(userId)
      const notice = await this.#noticeOf(query)
      if (notice.kind === 'success') this.#creditsCache.delete(userId)
      const page = await this.#purchasePage(userId)
      return { notice, credits: page?.credits ?? before }
    })
  }

  /** Makes content and pays for it afterwards. False where there are no credits, as far as the shop knows. */
  generate(userId: number, creditType: 'article' | 'image' | 'rewrite'): Promise<boolean> {
    return this.#shop.onWorker(async () => {
      const before = await this.#credits(userId)
      if (before === null || before[`${creditType}_credits`] <= 0) return false
      await this.#deduct(userId, creditType, 1)
      void this.#send('POST', '/analytics/generation', {
        user_id: userId,
        user_email: this.#user(userId).email,
        site_url: this.#siteUrl,
        content_type: creditType,
        prompt: 'Ein Prompt über 記事 / notes',
        result_length: 0,
        credits_used: 1,
        timestamp: '2025-11-06 09:15:00',
      })
      await this.#credits(userId)
      return true
    })
  }

  /** Whether the server took the credits; nothing in the plugin asks about it. */
  deduct(userId: number, creditType: string, amount: number): Promise<boolean> {
    return this.#shop.onWorker(() => this.#deduct(userId, creditType, amount))
  }

  /** The hourly job, or "sync now". */
  syncAnalytics(rows = 200): Promise<boolean> {
    return this.#shop.onWorker(async () => {
      const answer = await this.#post('/analytics/usage', {
        site_url: this.#siteUrl,
        instance_id: this.options.instanceId,
        sync_period: { from: '2025-11-06 08:15:00', to: '2025-11-06 09:15:00' },
        generations: Array.from({ length: rows }, (_, at) => ({
          user_id: '1',
          content_type: 'article',
          prompt: '記事'.repeat(250),
          result_length: String(at),
          created_at: '2025-11-06 08:30:00',
        })),
        transactions: [],
        total_users: this.users.length,
        plugin_version: VERSION,
      })
      return isTruthy(answer['success'])
    })
  }

  /** The older card form: an intent for one of its own names. Null where it shows an error. */
  createIntent(userId: number, name: keyof typeof CARD_FORM): Promise<Answer | null> {
    return this.#shop.onWorker(async () => {
      const { packageId, creditType, fallback } = CARD_FORM[name]
      const packages = await this.#packages()
      if (packages === null || !isTruthy(packages['packages'])) return null
      const sold = listOf(packages['packages']).find((one) => (one['id'] ?? one['package_id']) === packageId)
      const answer = await this.#post('/payments/create-intent', {
        user_id: userId,
        user_email: this.#user(userId).email,
        site_url: this.#siteUrl,
        credit_type: creditType,
        package_id: packageId,
        amount: sold ? intval(sold['price']) : fallback,
        currency: 'JPY',
        instance_id: this.options.instanceId,
      })
      return isTruthy(answer['success']) ? answer : null
    })
  }

  /** The older card form after the card was taken. Its cache of credits stays as it was. */
  confirmPayment(userId: number, intentId: string, creditType: string): Promise<Credits | null> {
    return this.#shop.onWorker(async () => {
      const answer = await this.#post('/payments/confirm', {
        payment_intent_id: intentId,
        user_id: userId,
        credit_type: creditType,
        site_url: this.#siteUrl,
        instance_id: this.options.instanceId,
      })
      return isTruthy(answer['success']) ? this.#askCredits(userId) : null
    })
  }

  /** What a page would show of the balance, from the cache if that is young enough. */
  credits(userId: number): Promise<Credits | null> {
    return this.#shop.onWorker(() => this.#credits(userId))
  }

  /** The answer that the plugin read last from this path. */
  last(path: string): Call {
    const call = this.calls.findLast((one) => one.path.split('?')[0] === path)
    if (!call) throw new Error(`${path} was not called`)
    return call
  }

  async #register(): Promise<boolean> {
    this.options.instanceId ??= randomUUID()
    const now = '2025-11-06 09:15:00'
    const answer = await this.#send(
      'POST',
      '/plugins/register',
      {
        instance_id: this.options.instanceId,
        site_url: this.#siteUrl,
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
    this.#shop.secret = this.options.webhookSecret
    return true
  }

  async #purchasePage(userId: number): Promise<{ credits: Credits; packages: Answer } | null> {
    const credits = await this.#credits(userId)
    if (credits === null) return null
    const packages = await this.#packages()
    return packages && { credits, packages }
  }

  async #noticeOf(query: URLSearchParams): Promise<Notice> {
    if (query.get('status') === 'cancel') return { kind: 'cancelled' }
    // WordPress strips percent escapes and markup from it.
    const sessionId = (query.get('session_id') ?? '').replace(/%[\da-f]{2}|<[^>]*>/gi, '').trim()
    if (query.get('status') !== 'success' || sessionId === '') return { kind: 'none' }
    const received = await this.#plain('/checkout/verify', { session_id: sessionId })
    const answer = (received && phpFields(received.text)) ?? FAILED
    if (received?.status === 200 && isTruthy(answer['success']))
      return {
        kind: 'success',
        creditsAdded: intval(answer['credits_added']),
        label: LABELS[String(answer['credit_type'])] ?? '?',
      }
    if (answer['error'] === 'payment_not_completed') return { kind: 'not-complete' }
    if (answer['error'] === 'session_not_found') return { kind: 'not-found' }
    return { kind: 'error', message: String(answer['message'] ?? '') }
  }

  async #packages(): Promise<Answer | null> {
    if (!this.#isConnected()) return null
    const answer = await this.#get('/packages')
    const { packages } = answer as { packages?: Answer }
    return isTruthy(answer['success']) && packages !== undefined && isTruthy(packages) ? packages : null
  }

  async #credits(userId: number): Promise<Credits | null> {
    const cached = this.#creditsCache.get(userId)
    if (cached && cached.until > this.#now()) return cached.credits
    const credits = await this.#askCredits(userId)
    if (credits) this.#creditsCache.set(userId, { credits, until: this.#now() + CREDITS_CACHE_MS })
    return credits
  }

  async #askCredits(userId: number): Promise<Credits | null> {
    if (!this.#isConnected()) return null
    const { email } = this.#user(userId)
    const answer = await this.#get(`/users/credits?user_id=${userId}&user_email=${email}&site_url=${this.#siteUrl}`)
    const { credits } = answer as { credits?: Partial<Credits> }
    if (!isTruthy(answer['success']) || !credits || !isTruthy(credits)) return null
    return {
      article_credits: intval(credits.article_credits ?? 0),
      image_credits: intval(credits.image_credits ?? 0),
      rewrite_credits: intval(credits.rewrite_credits ?? 0),
    }
  }

  async #deduct(userId: number, creditType: string, amount: number): Promise<boolean> {
    const answer = await this.#post('/users/deduct-credits', {
      user_id: userId,
      user_email: this.#user(userId).email,
      site_url: this.#siteUrl,
      credit_type: creditType,
      amount,
    })
    if (!isTruthy(answer['success'])) return false
    this.#creditsCache.delete(userId)
    return true
  }

  readonly #onWebhook: OnWebhook = (event, data) => {
    switch (event) {
      case 'credits_updated': {
        if (!isTruthy(data['user_email'])) return false
        const address = String(data['user_email']).toLowerCase()
        const user = this.users.find(({ email }) => email.toLowerCase() === address)
        if (user) this.#creditsCache.delete(user.id)
        return true
      }
      case 'plugin_disabled':
        this.status = 'disabled'
        this.disabledReason = String(data['reason'] ?? 'Disabled by admin')
        return true
      case 'plugin_enabled':
        this.status = 'enabled'
        this.disabledReason = null
        return true
      case 'config_updated':
      case 'package_updated':
      case 'test_webhook':
        return true
      default:
        return null
    }
  }

  #get(path: string): Promise<Answer> {
    return this.#send('GET', path, null)
  }

  #post(path: string, body: unknown): Promise<Answer> {
    return this.#send('POST', path, body)
  }

  /** The plugin's own way to ask, which looks at no status. */
  async #send(
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
  #plain(path: string, body: unknown): Promise<Received | null> {
    return this.#call('POST', path, body, {
      ...this.#credentials(),
      'User-Agent': `WordPress/${WORDPRESS}; ${this.#siteUrl}`,
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

  #isConnected(): boolean {
    return this.options.apiToken !== null && this.options.instanceId !== null
  }

  #user(userId: number): WordpressUser {
    const user = this.users.find(({ id }) => id === userId)
    if (!user) throw new Error(`the shop has no user ${userId}`)
    return user
  }

  #now(): number {
    return Date.now() + this.#skewMs
  }
}

const typeOf = (packageId: string): 'article' | 'image' | 'rewrite' =>
  packageId.includes('image') ? 'image' : packageId.includes('rewrite') ? 'rewrite' : 'article'

const listOf = (value: unknown): Answer[] => (Array.isArray(value) ? (value as Answer[]) : [])

const LABELS: Readonly<Record<string, string>> = { article: '記事', image: '画像', rewrite: 'リライト' }

/** The names of the older form, with the prices it falls back to. */
const CARD_FORM = {
  articles: { packageId: 'article_starter', creditType: 'article', fallback: 750 },
  article_standard: { packageId: 'article_starter', creditType: 'article', fallback: 750 },
  images: { packageId: 'image_starter', creditType: 'image', fallback: 300 },
  image_standard: { packageId: 'image_starter', creditType: 'image', fallback: 300 },
  rewrite_basic: { packageId: 'rewrite_starter', creditType: 'rewrite', fallback: 9800 },
  rewrite_premium: { packageId: 'rewrite_pro', creditType: 'rewrite', fallback: 39_800 },
  rewrite_enterprise: { packageId: 'rewrite_business', creditType: 'rewrite', fallback: 129_800 },
} as const

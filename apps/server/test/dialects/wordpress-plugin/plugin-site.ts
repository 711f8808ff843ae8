import {
  type Answer,
  type Credits,
  FAILED,
  type Options,
  PluginClient,
  VERSION,
  type WordpressUser,
} from './plugin-client.ts'
import { ShopServer } from './shop-server.ts'
import { intval, isTruthy, phpFields } from './wordpress-http.ts'

/** What the purchase page shows when a payer comes back. */
export type Notice =
  | { kind: 'success'; creditsAdded: number; label: string }
  | { kind: 'not-complete' | 'not-found' | 'cancelled' | 'none' }
  | { kind: 'error'; message: string }

export interface ShopSettings {
  users?: readonly WordpressUser[]
  /** What a copied database brings along. */
  options?: Partial<Options>
  /** Where it says it is; where it really is if left out. */
  siteUrl?: string
}

/**
 * A WordPress shop with the plugin in it, as seen from here: what its pages call in which order. It does one thing at a time,
 * on its one worker, webhooks included.
 */
export class PluginSite {
  readonly plugin: PluginClient
  readonly shop: ShopServer
  status = 'enabled'
  disabledReason: string | null = null

  private constructor(shop: ShopServer, plugin: PluginClient) {
    this.shop = shop
    this.plugin = plugin
    shop.onWebhook = (event, data) => this.#takeWebhook(event, data)
  }

  /** @param api where the server is, with `/api/v1` */
  static async open(
    api: string,
    { users = [{ id: 1, email: 'ann@shop.example' }], options = {}, siteUrl }: ShopSettings = {},
  ): Promise<PluginSite> {
    const kept = { instanceId: null, apiToken: null, webhookSecret: null, ...options }
    const shop = new ShopServer(() => kept.webhookSecret)
    const address = await shop.open()
    return new PluginSite(shop, new PluginClient(api, siteUrl ?? address, users, kept))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shop[Symbol.asyncDispose]()
  }

  /** Switching the plugin on, whether for the first time or again. */
  activate(): Promise<boolean> {
    return this.shop.onWorker(() => this.plugin.register())
  }

  /** Whether the settings page says that the server is there. */
  openSettings(): Promise<boolean> {
    return this.shop.onWorker(
      async () => this.plugin.isConnected() && (await this.plugin.get('/packages'))['success'] === true,
    )
  }

  /** Any page of wp-admin asks for Stripe's key. */
  openAdminPage(): Promise<unknown> {
    return this.shop.onWorker(() => this.plugin.stripeKey())
  }

  /** What the page shows; null where it shows an error. */
  openPurchasePage(userId: number): Promise<{ credits: Credits; packages: Answer } | null> {
    return this.shop.onWorker(() => this.#purchasePage(userId))
  }

  /**
   * A click on "buy".
   * @param amount what the buyer's browser says the price was; as listed if left out
   * @returns where the browser is sent, or the message of an error
   */
  buy(userId: number, packageId: string, amount?: number): Promise<{ url: string } | { message: string }> {
    return this.shop.onWorker(async () => {
      const packages = await this.plugin.packages()
      if (packages === null) return { message: 'Unable to fetch packages from dashboard.' }
      const creditType = typeOf(packageId)
      const sold = listOf(packages[`${creditType}s`]).find((one) => one['package_id'] === packageId)
      if (!sold) return { message: 'Package not found.' }
      const page = `${this.plugin.siteUrl}/wp-admin/admin.php?page=rakubun-ai-purchase`
      const received = await this.plugin.plain('/checkout/sessions', {
        user_id: userId,
        user_email: this.plugin.user(userId).email,
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
    return this.shop.onWorker(async () => {
      const query = new URL(address).searchParams
      const before = await this.plugin.credits(userId)
      const notice = await this.#noticeOf(query)
      if (notice.kind === 'success') this.plugin.forgetCredits(userId)
      const page = await this.#purchasePage(userId)
      return { notice, credits: page?.credits ?? before }
    })
  }

  /** Makes content and pays for it afterwards. False where there are no credits, as far as the shop knows. */
  generate(userId: number, creditType: 'article' | 'image' | 'rewrite'): Promise<boolean> {
    return this.shop.onWorker(async () => {
      const before = await this.plugin.credits(userId)
      if (before === null || before[`${creditType}_credits`] <= 0) return false
      await this.plugin.deduct(userId, creditType, 1)
      void this.plugin.send('POST', '/analytics/generation', {
        user_id: userId,
        user_email: this.plugin.user(userId).email,
        site_url: this.plugin.siteUrl,
        content_type: creditType,
        prompt: 'Ein Prompt über 記事 / notes',
        result_length: 0,
        credits_used: 1,
        timestamp: '2025-11-06 09:15:00',
      })
      await this.plugin.credits(userId)
      return true
    })
  }

  /** Whether the server took the credits; nothing in the plugin asks about it. */
  deduct(userId: number, creditType: string, amount: number): Promise<boolean> {
    return this.shop.onWorker(() => this.plugin.deduct(userId, creditType, amount))
  }

  /** The hourly job, or "sync now". */
  syncAnalytics(rows = 200): Promise<boolean> {
    return this.shop.onWorker(async () => {
      const answer = await this.plugin.post('/analytics/usage', {
        site_url: this.plugin.siteUrl,
        instance_id: this.plugin.options.instanceId,
        sync_period: { from: '2025-11-06 08:15:00', to: '2025-11-06 09:15:00' },
        generations: Array.from({ length: rows }, (_, at) => ({
          user_id: '1',
          content_type: 'article',
          prompt: '記事'.repeat(250),
          result_length: String(at),
          created_at: '2025-11-06 08:30:00',
        })),
        transactions: [],
        total_users: this.plugin.users.length,
        plugin_version: VERSION,
      })
      return isTruthy(answer['success'])
    })
  }

  /** The older card form: an intent for one of its own names. Null where it shows an error. */
  createIntent(userId: number, name: keyof typeof CARD_FORM): Promise<Answer | null> {
    return this.shop.onWorker(async () => {
      const { packageId, creditType, fallback } = CARD_FORM[name]
      const packages = await this.plugin.packages()
      if (packages === null || !isTruthy(packages['packages'])) return null
      const sold = listOf(packages['packages']).find((one) => (one['id'] ?? one['package_id']) === packageId)
      const answer = await this.plugin.post('/payments/create-intent', {
        user_id: userId,
        user_email: this.plugin.user(userId).email,
        site_url: this.plugin.siteUrl,
        credit_type: creditType,
        package_id: packageId,
        amount: sold ? intval(sold['price']) : fallback,
        currency: 'JPY',
        instance_id: this.plugin.options.instanceId,
      })
      return isTruthy(answer['success']) ? answer : null
    })
  }

  /** The older card form after the card was taken. Its cache of credits stays as it was. */
  confirmPayment(userId: number, intentId: string, creditType: string): Promise<Credits | null> {
    return this.shop.onWorker(async () => {
      const answer = await this.plugin.post('/payments/confirm', {
        payment_intent_id: intentId,
        user_id: userId,
        credit_type: creditType,
        site_url: this.plugin.siteUrl,
        instance_id: this.plugin.options.instanceId,
      })
      return isTruthy(answer['success']) ? this.plugin.askCredits(userId) : null
    })
  }

  /** What a page would show of the balance, from the cache if that is young enough. */
  credits(userId: number): Promise<Credits | null> {
    return this.shop.onWorker(() => this.plugin.credits(userId))
  }

  async #purchasePage(userId: number): Promise<{ credits: Credits; packages: Answer } | null> {
    const credits = await this.plugin.credits(userId)
    if (credits === null) return null
    const packages = await this.plugin.packages()
    return packages && { credits, packages }
  }

  async #noticeOf(query: URLSearchParams): Promise<Notice> {
    if (query.get('status') === 'cancel') return { kind: 'cancelled' }
    // WordPress strips percent escapes and markup from it.
    const sessionId = (query.get('session_id') ?? '').replace(/%[\da-f]{2}|<[^>]*>/gi, '').trim()
    if (query.get('status') !== 'success' || sessionId === '') return { kind: 'none' }
    const received = await this.plugin.plain('/checkout/verify', { session_id: sessionId })
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

  #takeWebhook(event: unknown, data: Readonly<Record<string, unknown>>): boolean | null {
    switch (event) {
      case 'credits_updated': {
        if (!isTruthy(data['user_email'])) return false
        const address = String(data['user_email']).toLowerCase()
        const user = this.plugin.users.find(({ email }) => email.toLowerCase() === address)
        if (user) this.plugin.forgetCredits(user.id)
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

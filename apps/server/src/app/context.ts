import type { Clock } from '@cashwrap/shared/time'
import type { Config } from '../config/config.ts'
import { createSmtpMailer } from '../gateways/mail/smtp-mailer.ts'
import { redisCarts } from '../gateways/redis/redis-cart-store.ts'
import { openRedis, type RedisClient } from '../gateways/redis/redis-connection.ts'
import { openStorage } from '../gateways/storage/open-storage.ts'
import { readStripeEvent } from '../gateways/stripe/read-stripe-event.ts'
import { createStripeClient } from '../gateways/stripe/stripe-client.ts'
import { stripePaymentGateway } from '../gateways/stripe/stripe-payment-gateway.ts'
import { stripeSellerAccounts } from '../gateways/stripe/stripe-seller-accounts.ts'
import { stripeSubscriptionGateway } from '../gateways/stripe/stripe-subscription-gateway.ts'
import { outsideIssuer } from '../gateways/token-issuer/outside-issuer.ts'
import { createWebhookPoster } from '../gateways/webhook-post/webhook-poster.ts'
import { createWhatsAppSender } from '../gateways/whatsapp/whatsapp-cloud-sender.ts'
import {
  CART_LIFE_DAYS,
  type CartStore,
  MAX_LINES,
  MAX_QUANTITY,
  owedChanges,
  postgresCarts,
} from '../modules/cart/index.ts'
import { claimGuestPurchases } from '../modules/fulfilment/index.ts'
import { ownSellerBy } from '../modules/marketplace/index.ts'
import { announceSignInBy } from '../modules/notifications/index.ts'
import type { ProviderEvent } from '../modules/provider-events/index.ts'
import { announceToSiteBy } from '../modules/webhooks-out/index.ts'
import { OffsetClock, systemClock, wallMs } from '../platform/clock.ts'
import { openDatabase } from '../platform/db/database.ts'
import { openOrderSignals } from '../platform/db/order-signals.ts'
import { createLogger } from '../platform/logger.ts'
import { openQueue, type Queue } from '../platform/queue/queue.ts'
import { memoryRateLimits, redisRateLimits } from '../platform/rate-limit/rate-limits.ts'
import { openSecretBox } from '../platform/secret-box.ts'
import type { Deps } from './deps.ts'
import { followSandboxClock } from './sandbox-time.ts'

export interface AppContext extends AsyncDisposable {
  deps: Deps
  queue: Queue
  readEvent(rawBody: Buffer, signature: string): ProviderEvent | null
}

/** Builds each dependency once, in order, and ends them in reverse. */
export async function createContext(config: Config, onQuery?: (sql: string) => void): Promise<AppContext> {
  await using stack = new AsyncDisposableStack()
  const log = createLogger(config.logLevel)
  const clock = await openClock(config, stack)
  const database = stack.use(
    openDatabase(
      config.databaseUrl,
      config.databasePool,
      (err) => log.error({ err }, 'idle database connection lost'),
      onQuery,
    ),
  )
  const queue = await openQueue(config.databaseUrl, (err) => log.error({ err }, 'queue error'))
  stack.defer(() => queue.stop())
  const signals = stack.use(
    await openOrderSignals(config.databaseUrl, (err) => log.error({ err }, 'signal connection lost')),
  )
  const redis = config.redisUrl === null ? null : stack.use(await openRedis(config.redisUrl, log)).client
  const stripe = createStripeClient(config.stripe)
  const secretBox = openSecretBox(config.encryptionKeys)
  const deps: Deps = {
    config,
    db: database.db,
    clock,
    log,
    enqueue: queue.enqueue,
    signals,
    gateway: stripePaymentGateway(stripe, log),
    subscriptionGateway: stripeSubscriptionGateway(stripe, log),
    sellerAccounts: stripeSellerAccounts(stripe, log),
    carts: openCarts(redis, { db: database.db, clock, log, enqueue: queue.enqueue }),
    mailer: createSmtpMailer(config.mail),
    whatsapp: config.whatsapp && createWhatsAppSender(config.whatsapp),
    storage: openStorage(config.storageUrl, { baseUrl: config.baseUrl, secret: config.authSecret, clock }),
    secretBox,
    rateLimits: redis === null ? memoryRateLimits(config.rateLimits) : redisRateLimits(config.rateLimits, redis),
    announceSignIn: announceSignInBy(queue),
    announceToSite: announceToSiteBy({ enqueue: queue.enqueue, secretBox }),
    claimGuestPurchases: claimGuestPurchases(queue),
    webhookPoster: stack.use(createWebhookPoster({ allowedHosts: config.webhookAllowedHosts })),
    ownSeller: ownSellerBy({ db: database.db, clock }),
    chance: Math.random,
    outsideIssuer: config.outsideIssuer && outsideIssuer(config.outsideIssuer, log, wallMs),
  }
  const owned = stack.move()
  return {
    deps,
    queue,
    readEvent: (rawBody, signature) =>
      readStripeEvent(stripe, rawBody, signature, config.stripe.webhookSecrets, wallMs()),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function openCarts(client: RedisClient | null, deps: Pick<Deps, 'db' | 'clock' | 'log' | 'enqueue'>): CartStore {
  if (client === null) return postgresCarts(deps.db, deps.clock)
  const limits = { lines: MAX_LINES, quantity: MAX_QUANTITY, days: CART_LIFE_DAYS }
  return redisCarts({ client, clock: deps.clock, owed: owedChanges(deps), limits })
}

async function openClock(config: Config, stack: AsyncDisposableStack): Promise<Clock> {
  if (config.stripe.apiBase === null) return systemClock
  const clock = new OffsetClock()
  stack.use(await followSandboxClock(clock, config.stripe.apiBase))
  return clock
}

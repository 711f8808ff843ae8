import type { Clock } from '@cashwrap/shared/time'
import type { Config } from '../config/config.ts'
import type { FileStorage } from '../modules/access/index.ts'
import type { AnnounceSignIn, OutsideIssuer, ProvenAddress } from '../modules/auth/index.ts'
import type { CartStore } from '../modules/cart/index.ts'
import type { SellerAccounts } from '../modules/marketplace/index.ts'
import type { Mailer, WhatsAppSender } from '../modules/notifications/index.ts'
import type { PaymentGateway } from '../modules/payments/index.ts'
import type { AnnounceToSite } from '../modules/plugin-sites/index.ts'
import type { SubscriptionGateway } from '../modules/subscriptions/index.ts'
import type { OwnSeller, WebhookPoster } from '../modules/webhooks-out/index.ts'
import type { Db } from '../platform/db/database.ts'
import type { OrderSignals } from '../platform/db/order-signals.ts'
import type { Logger } from '../platform/logger.ts'
import type { Enqueue } from '../platform/queue/queue.ts'
import type { RateLimits } from '../platform/rate-limit/rate-limits.ts'
import type { SecretBox } from '../platform/secret-box.ts'

/** All a use-case can ask for; each names the few it needs. */
export interface Deps {
  config: Config
  db: Db
  clock: Clock
  log: Logger
  enqueue: Enqueue
  signals: OrderSignals
  gateway: PaymentGateway
  subscriptionGateway: SubscriptionGateway
  sellerAccounts: SellerAccounts
  carts: CartStore
  mailer: Mailer
  /** Null while WhatsApp is switched off. */
  whatsapp: WhatsAppSender | null
  storage: FileStorage
  secretBox: SecretBox
  rateLimits: RateLimits
  announceSignIn: AnnounceSignIn
  announceToSite: AnnounceToSite
  claimGuestPurchases: ProvenAddress
  webhookPoster: WebhookPoster
  ownSeller: OwnSeller
  /** From 0 to 1, anew at each call. */
  chance: () => number
  /** Null when no outside issuer of tokens is configured. */
  outsideIssuer: OutsideIssuer | null
}

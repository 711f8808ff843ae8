import type { AuditLogTable } from './tables/audit-log.ts'
import type { AuthSessionsTable } from './tables/auth-sessions.ts'
import type { BookingsTable } from './tables/bookings.ts'
import type { CartChangesTable } from './tables/cart-changes.ts'
import type { CartLinesTable } from './tables/cart-lines.ts'
import type { CartsTable } from './tables/carts.ts'
import type { CouponBuyersTable } from './tables/coupon-buyers.ts'
import type { CouponProductsTable } from './tables/coupon-products.ts'
import type { CouponRedemptionsTable } from './tables/coupon-redemptions.ts'
import type { CouponsTable } from './tables/coupons.ts'
import type { CourseLessonsTable } from './tables/course-lessons.ts'
import type { CreditAccountsTable } from './tables/credit-accounts.ts'
import type { CreditBalancesTable } from './tables/credit-balances.ts'
import type { CreditEntriesTable } from './tables/credit-entries.ts'
import type { CreditPackagesTable } from './tables/credit-packages.ts'
import type { DigitalFilesTable } from './tables/digital-files.ts'
import type { EventsTable } from './tables/events.ts'
import type { GrantsTable } from './tables/grants.ts'
import type { IdempotencyKeysTable } from './tables/idempotency-keys.ts'
import type { NotificationsTable } from './tables/notifications.ts'
import type { OrderItemsTable } from './tables/order-items.ts'
import type { OrderSharesTable } from './tables/order-shares.ts'
import type { OrdersTable } from './tables/orders.ts'
import type { PaymentAttemptsTable } from './tables/payment-attempts.ts'
import type { PaymentsTable } from './tables/payments.ts'
import type { PlansTable } from './tables/plans.ts'
import type { PluginSitesTable } from './tables/plugin-sites.ts'
import type { PricesTable } from './tables/prices.ts'
import type { ProductPartsTable } from './tables/product-parts.ts'
import type { ProductsTable } from './tables/products.ts'
import type { ProviderPricesTable } from './tables/provider-prices.ts'
import type { RefundsTable } from './tables/refunds.ts'
import type { SellersTable } from './tables/sellers.ts'
import type { SignInChallengesTable } from './tables/sign-in-challenges.ts'
import type { StripeCheckoutSessionsTable } from './tables/stripe-checkout-sessions.ts'
import type { StripeEventsTable } from './tables/stripe-events.ts'
import type { SubscriptionInvoicesTable } from './tables/subscription-invoices.ts'
import type { SubscriptionsTable } from './tables/subscriptions.ts'
import type { TransfersTable } from './tables/transfers.ts'
import type { UserIdentitiesTable } from './tables/user-identities.ts'
import type { UsersTable } from './tables/users.ts'
import type { WebhookAttemptsTable } from './tables/webhook-attempts.ts'
import type { WebhookDeliveriesTable } from './tables/webhook-deliveries.ts'
import type { WebhookEndpointsTable } from './tables/webhook-endpoints.ts'
import type { WebhookMessagesTable } from './tables/webhook-messages.ts'

/** Every table, as Kysely sees it. `bigint` columns are read as safe integers by the pool and throw beyond them. */
export interface Database {
  audit_log: AuditLogTable
  auth_sessions: AuthSessionsTable
  bookings: BookingsTable
  cart_changes: CartChangesTable
  cart_lines: CartLinesTable
  carts: CartsTable
  coupon_buyers: CouponBuyersTable
  coupon_products: CouponProductsTable
  coupon_redemptions: CouponRedemptionsTable
  coupons: CouponsTable
  course_lessons: CourseLessonsTable
  credit_accounts: CreditAccountsTable
  credit_balances: CreditBalancesTable
  credit_entries: CreditEntriesTable
  credit_packages: CreditPackagesTable
  digital_files: DigitalFilesTable
  events: EventsTable
  grants: GrantsTable
  idempotency_keys: IdempotencyKeysTable
  notifications: NotificationsTable
  order_items: OrderItemsTable
  orders: OrdersTable
  payment_attempts: PaymentAttemptsTable
  payments: PaymentsTable
  plans: PlansTable
  plugin_sites: PluginSitesTable
  prices: PricesTable
  products: ProductsTable
  provider_prices: ProviderPricesTable
  refunds: RefundsTable
  sellers: SellersTable
  sign_in_challenges: SignInChallengesTable
  stripe_checkout_sessions: StripeCheckoutSessionsTable
  stripe_events: StripeEventsTable
  order_shares: OrderSharesTable
  product_parts: ProductPartsTable
  subscription_invoices: SubscriptionInvoicesTable
  subscriptions: SubscriptionsTable
  transfers: TransfersTable
  user_identities: UserIdentitiesTable
  users: UsersTable
  webhook_attempts: WebhookAttemptsTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_endpoints: WebhookEndpointsTable
  webhook_messages: WebhookMessagesTable
}

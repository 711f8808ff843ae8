export { type Beginning, beginSubscription, doubleOf } from './begin-subscription.ts'
export { claimSubscriptions } from './claim-subscriptions.ts'
export { creditsToReturn } from './domain/credits-to-return.ts'
export type {
  ChangeQuote,
  CommandFailure,
  GatewayFailure,
  InvoiceFacts,
  InvoicePayment,
  PlanChange,
  PlanPriceToSell,
  SubscriptionFacts,
  SubscriptionGateway,
} from './domain/subscription-gateway.ts'
export { ensureProviderPrice } from './ensure-provider-price.ts'
export { bookedInvoices, bookInvoice } from './invoice-store.ts'
export { livingOf, subscribedBefore } from './living-store.ts'
export {
  type MirrorDeps,
  type MirroredSubscription,
  mirrorSubscription,
  type UnbookedInvoice,
} from './mirror-subscription.ts'
export {
  claimDueSubscriptions,
  customerOf,
  drawSequence,
  findOwnSubscription,
  findSubscription,
  lockSubscription,
  postponeCheck,
  type StoredSubscription,
} from './subscription-store.ts'
export { nameCredits, namePlan } from './tell-news.ts'

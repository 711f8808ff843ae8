export { type Beginning, beginSubscription, isSubscribed } from './begin-subscription.ts'
export { claimSubscriptions } from './claim-subscriptions.ts'
export { accessOf } from './domain/access.ts'
export { isEnded } from './domain/observed.ts'
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
export { bookedInvoices, bookInvoice } from './invoice-store.ts'
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
  livingOf,
  lockSubscription,
  postponeCheck,
  rememberProviderPrice,
  type StoredSubscription,
  subscribedBefore,
} from './subscription-store.ts'
export { announceSubscription, nameCredits, namePlan, nextChargeOf } from './tell-news.ts'

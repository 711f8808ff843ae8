export type {
  ChangeQuote,
  CommandFailure,
  GatewayFailure,
  InvoiceFacts,
  InvoicePayment,
  PlanChange,
  PlanPriceToSell,
  PlanTerms,
  SubscriptionFacts,
  SubscriptionGateway,
} from './domain/subscription-gateway.ts'

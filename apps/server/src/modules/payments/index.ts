export type {
  ChargeLine,
  ChargeSplit,
  CheckoutDraft,
  FrozenRequest,
  OpenedCheckout,
  OpenFailure,
  PaymentGateway,
  PaymentWay,
  ReadFailure,
  RefundRequest,
  SentRefund,
  SessionFacts,
} from './domain/payment-gateway.ts'
export { type PaymentFact, recordAttempt, recordPayment } from './payment-store.ts'

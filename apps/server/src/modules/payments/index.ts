export type {
  ChargeLine,
  ChargeSplit,
  CheckoutDraft,
  FrozenRequest,
  OpenedCheckout,
  OpenFailure,
  PaymentGateway,
  PaymentWay,
  ProviderRefund,
  ReadFailure,
  RefundRequest,
  RefundsOfPayment,
  SentRefund,
  SessionFacts,
} from './domain/payment-gateway.ts'
export {
  type Capture,
  findCapture,
  findCaptureOf,
  type PaymentFact,
  recordAttempt,
  recordPayment,
} from './payment-store.ts'

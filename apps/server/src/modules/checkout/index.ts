export { announceSale } from './announce-sale.ts'
export { getCheckoutStatus, getCurrentCheckout, returnFromPayment, watchCheckout } from './checkout-status.ts'
export type { CompleteDeps } from './completion.ts'
export { confirmPurchase } from './confirm-purchase.ts'
export { taxLabel } from './domain/charge-lines.ts'
export { declineSentence } from './domain/decline-sentence.ts'
export { type RedirectGuard, redirectGuard } from './domain/redirect-target.ts'
export { returnPages, SESSION_PLACEHOLDER, successPageOf } from './domain/return-pages.ts'
export { readSession, type SessionStanding } from './read-session.ts'
export {
  isOrderOfOurs,
  type SettleDeps,
  type SettleFailure,
  type SettlementOutcome,
  settleCheckout,
  settleCheckoutOfOrder,
} from './settle-checkout.ts'
export { type StartFailure, startCheckout, startPaymentIntent } from './start-checkout.ts'
export type { StartCheckoutCommand } from './start-command.ts'
export { sweepCheckouts } from './sweep-checkouts.ts'
export { type VerifyCreditFailure, verifyCreditPurchase } from './verify-credit-purchase.ts'
export { type PurchaseToVerify, type VerifiedPurchase, verifyPurchase } from './verify-purchase.ts'

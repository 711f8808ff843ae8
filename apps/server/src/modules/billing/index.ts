export { cancelSubscription, keepSubscription, pauseSubscription, resumeSubscription } from './ask-of-subscription.ts'
export { changePlan, listChangeOptions, previewChange } from './change-plan.ts'
export { listPlans } from './list-plans.ts'
export { openPortal } from './open-portal.ts'
export {
  type SettledSubscription,
  type SettleSubscriptionFailure,
  settleKnownSubscription,
  settleSubscription,
} from './settle-subscription.ts'
export { refreshSubscription } from './settled-view.ts'
export {
  getSubscription,
  listAllSubscriptions,
  listInvoices,
  listOwnSubscriptions,
  openInvoice,
} from './show-subscriptions.ts'
export { sweepSubscriptions } from './sweep-subscriptions.ts'

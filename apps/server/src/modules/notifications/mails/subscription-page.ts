import type { SubscriptionMessage } from '../subscription-messages.ts'

/** The path of the page that a mail's button leads to. */
export function subscriptionPage(message: SubscriptionMessage): string {
  if (message.kind === 'subscription-doubled') return '/account/subscriptions'
  const page = `/account/subscriptions/${message.payload.plan.subscriptionId}`
  return isForCard(message) ? `${page}?fix=card` : page
}

/** Whether it is the way to pay that its reader has to do something about. */
function isForCard(message: SubscriptionMessage): boolean {
  switch (message.kind) {
    case 'subscription-payment-failed':
      return true
    case 'subscription-access-ended':
      return message.payload.reason === 'unpaid'
    case 'trial-ending':
      return message.payload.card === null
    default:
      return false
  }
}

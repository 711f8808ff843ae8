import type Stripe from 'stripe'
import type { ProviderRefund, RefundsOfPayment, SentRefund } from '../../modules/payments/index.ts'
import { fromStripeAmount } from './stripe-amount.ts'
import { fromUnix } from './stripe-time.ts'

/** Where the money of a charge went on to; read only where it went to a seller, as it takes a right more of our key. */
const EXPAND_SELLER = ['data.charge.transfer', 'data.charge.application_fee']

/** Stripe waits in two ways (`pending`, `requires_action`) and counts both as given back; a word not known is taken for waiting. */
export function toRefundState(status: string | null): SentRefund['state'] {
  if (status === 'succeeded') return 'succeeded'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}

/** All pages of a payment's refunds, oldest first. Throws what Stripe answers otherwise. */
export async function listRefunds(
  stripe: Stripe,
  { paymentId, ofSeller }: { paymentId: string; ofSeller: boolean },
): Promise<RefundsOfPayment> {
  const refunds: ProviderRefund[] = []
  let fromSeller: RefundsOfPayment['fromSeller'] = null
  const listed = stripe.refunds.list({
    payment_intent: paymentId,
    limit: 100,
    ...(ofSeller && { expand: EXPAND_SELLER }),
  })
  for await (const refund of listed) {
    const currency = refund.currency.toUpperCase()
    refunds.unshift({
      providerRefundId: refund.id,
      state: toRefundState(refund.status),
      amount: fromStripeAmount(refund.amount, currency),
      currency,
      createdAt: fromUnix(refund.created),
      reason: refund.reason,
      orderId: refund.metadata?.['order_id'] ?? null,
    })
    fromSeller ??= takenFromSeller(refund)
  }
  return { refunds, fromSeller }
}

/** The charge counts for all its refunds together. */
function takenFromSeller({ charge, currency }: Stripe.Refund): RefundsOfPayment['fromSeller'] {
  if (charge === null || typeof charge === 'string') return null
  const { transfer, application_fee: fee } = charge
  const amount = (value: number) => fromStripeAmount(value, currency.toUpperCase())
  if (transfer === undefined || typeof transfer === 'string') return null
  return {
    reversed: amount(transfer.amount_reversed),
    feeRefunded: fee === null || typeof fee === 'string' ? 0 : amount(fee.amount_refunded),
  }
}

import type { CheckoutStage } from '@cashwrap/shared/contracts/checkout'
import type { OrderState } from '@cashwrap/shared/contracts/primitives'

/** What a buyer is told about a checkout, from what is stored. */
export function stageOf(
  order: { state: OrderState; isQuarantined: boolean },
  sessionStatus: string | null,
): CheckoutStage {
  if (order.isQuarantined) return 'in-review'
  switch (order.state) {
    case 'completed':
    case 'partially_refunded':
    case 'disputed':
      return 'paid'
    case 'refunded':
      return 'refunded'
    case 'expired':
      return 'expired'
    case 'cancelled':
      return sessionStatus === 'complete' ? 'failed' : 'cancelled'
    case 'pending':
      return sessionStatus === 'complete' ? 'on-its-way' : 'open'
  }
}

/** Stages after which nothing more will happen by itself. */
export const isFinal = (stage: CheckoutStage): boolean =>
  stage !== 'open' && stage !== 'confirming' && stage !== 'on-its-way'

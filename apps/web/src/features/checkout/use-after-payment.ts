import type { CheckoutStage } from '@cashwrap/shared/contracts/checkout'
import { useEffect } from 'react'
import { trpc } from '../../lib/trpc.ts'

/**
 * Whenever a checkout moves on, what other pages remember is old: what is being paid leaves the cart and comes back when the
 * payment fails, and what is paid is in the library or among the credits.
 */
export function useAfterPayment(stage: CheckoutStage | undefined) {
  const utils = trpc.useUtils()
  useEffect(() => {
    if (stage === undefined || stage === 'open' || stage === 'confirming') return
    void utils.cart.get.invalidate()
    void utils.checkout.current.invalidate()
    if (stage !== 'paid') return
    void utils.library.list.invalidate()
    void utils.orders.list.invalidate()
    void utils.credits.invalidate()
    void utils.catalogue.invalidate()
    void utils.subscriptions.invalidate()
  }, [stage, utils])
}

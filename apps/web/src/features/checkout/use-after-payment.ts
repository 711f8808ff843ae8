import { useEffect } from 'react'
import { trpc } from '../../lib/trpc.ts'

/** When a checkout is through, what other pages remember is old: the cart is empty and the library fuller. */
export function useAfterPayment(isPaid: boolean) {
  const utils = trpc.useUtils()
  useEffect(() => {
    if (!isPaid) return
    void utils.cart.get.invalidate()
    void utils.checkout.current.invalidate()
    void utils.library.list.invalidate()
    void utils.orders.list.invalidate()
    void utils.catalogue.invalidate()
  }, [isPaid, utils])
}

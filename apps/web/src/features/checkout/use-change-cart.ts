import { readFailure, type ScreenFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

/** The changes to the cart that settle an obstacle at the checkout. */
export function useChangeCart(onFailure: (failure: ScreenFailure) => void) {
  const utils = trpc.useUtils()
  const after = {
    onError: (error: unknown) => onFailure(readFailure(error)),
    onSettled: () => utils.cart.get.invalidate(),
  }
  const remove = trpc.cart.remove.useMutation(after)
  const setQuantity = trpc.cart.setQuantity.useMutation(after)
  const removeCoupon = trpc.cart.removeCoupon.useMutation(after)
  return {
    remove: (lineId: string) => remove.mutate({ lineId }),
    setQuantity: (lineId: string, quantity: number) => setQuantity.mutate({ lineId, quantity }),
    removeCoupon: () => removeCoupon.mutate(),
    isChanging: remove.isPending || setQuantity.isPending || removeCoupon.isPending,
  }
}

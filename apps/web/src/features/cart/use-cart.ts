import type { Cart, CartLine } from '@cashwrap/shared/contracts/cart'
import { useState } from 'react'
import { useNotices } from '../../components/notices.tsx'
import { readFailure, type ScreenFailure } from '../../lib/failure.ts'
import { failureWords } from '../../lib/failure-words.ts'
import { trpc } from '../../lib/trpc.ts'

/** A line that was taken out a moment ago, and where it stood. */
export interface RemovedLine {
  line: CartLine
  at: number
}

/** The cart and what a buyer can do to it. Taking out is undone by putting the same thing in again. */
export function useCart() {
  const utils = trpc.useUtils()
  const { announce } = useNotices()
  const cart = trpc.cart.get.useQuery()
  const [removed, setRemoved] = useState<RemovedLine | null>(null)
  const [failure, setFailure] = useState<ScreenFailure | null>(null)

  const outcome = {
    onMutate: () => setFailure(null),
    onSuccess: (next: Cart) => utils.cart.get.setData(undefined, next),
    onError: (error: unknown) => {
      setFailure(readFailure(error))
      void utils.cart.get.invalidate()
    },
  }
  const setQuantity = trpc.cart.setQuantity.useMutation(outcome)
  const remove = trpc.cart.remove.useMutation(outcome)
  const putBack = trpc.cart.add.useMutation(outcome)
  const applyCoupon = trpc.cart.applyCoupon.useMutation({
    onSuccess: (next) => {
      outcome.onSuccess(next)
      announce(next.coupon?.problem === null ? `${next.coupon.code} is applied` : 'The code does not count now')
    },
    onError: (error) => announce(failureWords(readFailure(error)).detail),
  })
  const removeCoupon = trpc.cart.removeCoupon.useMutation(outcome)

  return {
    cart,
    failure,
    removed,
    setQuantity: (line: CartLine, quantity: number) => {
      announce(`${line.title}: ${quantity}`)
      setQuantity.mutate({ lineId: line.id, quantity })
    },
    remove: (line: CartLine) => {
      setRemoved({ line, at: cart.data?.lines.findIndex(({ id }) => id === line.id) ?? 0 })
      remove.mutate({ lineId: line.id })
      announce(`${line.title} is out of the cart. You can undo this.`)
    },
    putBack: ({ line }: RemovedLine) => {
      setRemoved(null)
      putBack.mutate({ productId: line.productId, quantity: line.quantity })
      announce(`${line.title} is back in the cart`)
    },
    applyCoupon,
    removeCoupon: () => removeCoupon.mutate(),
    isChanging: setQuantity.isPending || remove.isPending || putBack.isPending || removeCoupon.isPending,
    leaving: remove.isPending ? remove.variables.lineId : null,
  }
}

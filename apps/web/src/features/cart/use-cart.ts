import type { Cart, CartLine } from '@cashwrap/shared/contracts/cart'
import { useQueryClient } from '@tanstack/react-query'
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

const CART_SCOPE = 'cart'

/** The line as it will be, until the shop answers with all the sums. */
export function withQuantity(cart: Cart, lineId: string, quantity: number): Cart {
  return {
    ...cart,
    lines: cart.lines.map((line) =>
      line.id === lineId
        ? { ...line, quantity, subtotal: { ...line.subtotal, amount: line.unit.amount * quantity } }
        : line,
    ),
  }
}

/** The cart and what a buyer can do to it. Taking out is undone by putting the same thing in again. */
export function useCart() {
  const utils = trpc.useUtils()
  const queryClient = useQueryClient()
  const { announce } = useNotices()
  const cart = trpc.cart.get.useQuery()
  const [removed, setRemoved] = useState<RemovedLine | null>(null)
  const [failure, setFailure] = useState<ScreenFailure | null>(null)

  const outcome = {
    // One after another, in the order they were asked for.
    scope: { id: CART_SCOPE },
    onMutate: () => setFailure(null),
    // Only the last answer is shown: an earlier one would take back what was typed since.
    onSuccess: (next: Cart) => {
      const waiting = queryClient.isMutating({ predicate: ({ options }) => options.scope?.id === CART_SCOPE })
      if (waiting <= 1) utils.cart.get.setData(undefined, next)
    },
    onError: (error: unknown) => {
      setFailure(readFailure(error))
      void utils.cart.get.invalidate()
    },
  }
  const setQuantity = trpc.cart.setQuantity.useMutation({
    ...outcome,
    onMutate: async ({ lineId, quantity }) => {
      setFailure(null)
      await utils.cart.get.cancel()
      utils.cart.get.setData(undefined, (before) => before && withQuantity(before, lineId, quantity))
    },
  })
  const remove = trpc.cart.remove.useMutation(outcome)
  const putBack = trpc.cart.add.useMutation(outcome)
  const applyCoupon = trpc.cart.applyCoupon.useMutation({
    scope: outcome.scope,
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
    leaving: remove.isPending ? remove.variables.lineId : null,
  }
}

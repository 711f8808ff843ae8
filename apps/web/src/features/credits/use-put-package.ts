import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import { useNotices } from '../../components/notices.tsx'
import { readFailure } from '../../lib/failure.ts'
import { failureWords } from '../../lib/failure-words.ts'
import { trpc } from '../../lib/trpc.ts'

/** Puts a package into the cart, one more each time, and says so. */
export function usePutPackage({ productId, title }: CreditPackage) {
  const utils = trpc.useUtils()
  const { announce } = useNotices()
  const add = trpc.cart.add.useMutation({
    onSuccess: (cart) => {
      utils.cart.get.setData(undefined, cart)
      announce(`${title} is in your cart`)
    },
    onError: (error) => announce(failureWords(readFailure(error)).title),
  })
  return {
    put: () => add.mutate({ productId, quantity: 1 }),
    isPutting: add.isPending,
    failure: add.error ? readFailure(add.error) : null,
  }
}

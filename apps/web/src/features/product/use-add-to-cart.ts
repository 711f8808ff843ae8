import type { Product } from '@cashwrap/shared/contracts/catalogue'
import { useNotices } from '../../components/notices.tsx'
import { readFailure } from '../../lib/failure.ts'
import { failureWords } from '../../lib/failure-words.ts'
import { trpc } from '../../lib/trpc.ts'

/** Puts a product into the cart and says so. */
export function useAddToCart(product: Product) {
  const utils = trpc.useUtils()
  const { announce } = useNotices()
  const add = trpc.cart.add.useMutation({
    onSuccess: (cart) => {
      utils.cart.get.setData(undefined, cart)
      announce(`${product.title} is in your cart`)
    },
    onError: (error) => announce(failureWords(readFailure(error)).title),
  })
  return {
    put: (quantity: number) => add.mutate({ productId: product.id, quantity }),
    isPutting: add.isPending,
    failure: add.error ? readFailure(add.error) : null,
  }
}

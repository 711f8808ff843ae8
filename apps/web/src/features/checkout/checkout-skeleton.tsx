import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'

/** The shape of the checkout while the cart is fetched. */
export function CheckoutSkeleton() {
  return (
    <>
      <LoadingWords>Loading your order</LoadingWords>
      <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,26rem)]">
        <div className="space-y-7 max-lg:pt-20">
          <div>
            <Skeleton className="h-5 w-16" />
            <Skeleton className="mt-2 h-11 w-full" />
          </div>
          <Skeleton className="h-14 w-full" />
        </div>
        <Skeleton className="h-80 w-full max-lg:hidden" />
      </div>
    </>
  )
}

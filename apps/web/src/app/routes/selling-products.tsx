import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { OwnProducts } from '../../features/selling/own-products.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

export function SellingProductsPage() {
  const shop = useShop()
  const products = trpc.seller.products.useQuery()
  const title = <PageTitle shopName={shop?.name}>Your products</PageTitle>
  if (products.data?.length === 0) {
    return (
      <>
        {title}
        <EmptyState isPageTitle title="Nothing of yours on the shelf">
          <p>Products that the shop carries in your name come here, with what was sold of each.</p>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      {title}
      <h1 className="mb-5 text-6">Products</h1>
      {products.error && (
        <FailureMessage
          failure={readFailure(products.error)}
          actions={<Button onClick={() => void products.refetch()}>Try again</Button>}
        />
      )}
      {products.isPending && (
        <>
          <LoadingWords>Loading your products</LoadingWords>
          {['a', 'b', 'c'].map((row) => (
            <div key={row} className="flex gap-6 border-hairline border-t py-4">
              <Skeleton className="aspect-4/3 w-26 shrink-0" />
              <Skeleton className="h-11 grow" />
            </div>
          ))}
        </>
      )}
      {products.data && <OwnProducts products={products.data} />}
    </>
  )
}

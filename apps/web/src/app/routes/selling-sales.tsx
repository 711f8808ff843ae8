import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { SalesList } from '../../features/selling/sales-list.tsx'
import { useSales } from '../../features/selling/use-sales.ts'
import { readFailure } from '../../lib/failure.ts'
import { useShop } from '../../lib/use-shop.ts'

export function SellingSalesPage() {
  const shop = useShop()
  const { sales, ...pages } = useSales()
  const failure = pages.error ? readFailure(pages.error) : null
  const title = <PageTitle shopName={shop?.name}>Sales</PageTitle>
  if (pages.isSuccess && sales.length === 0) {
    return (
      <>
        {title}
        <EmptyState isPageTitle title="No sales yet">
          <p>Every paid order with something of yours in it comes here, to the cent, with its fee and its payout.</p>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      {title}
      <div className="mb-5 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <h1 className="text-6">Sales</h1>
        {sales.length > 0 && (
          <a href="/api/seller/sales.csv" download className={buttonClass('quiet', 'text-2!')}>
            <Icon name="download" size={18} />
            Download all sales (CSV)
          </a>
        )}
      </div>
      {pages.isPending && <SalesSkeleton />}
      {sales.length > 0 && <SalesList sales={sales} />}
      {failure && (
        <FailureMessage
          className="mt-5"
          failure={failure}
          actions={
            <Button onClick={() => void (sales.length > 0 ? pages.fetchNextPage() : pages.refetch())}>Try again</Button>
          }
        />
      )}
      {pages.hasNextPage && !failure && (
        <div className="mt-6 text-center">
          <Button variant="quiet" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older sales
          </Button>
        </div>
      )}
    </>
  )
}

function SalesSkeleton() {
  return (
    <>
      <LoadingWords>Loading your sales</LoadingWords>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <div key={row} className="flex gap-6 border-hairline border-t py-4">
          <Skeleton className="h-6 w-16" />
          <Skeleton className="h-11 grow" />
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </>
  )
}

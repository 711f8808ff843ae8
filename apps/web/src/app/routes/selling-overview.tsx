import { useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { CurrencyTotals } from '../../features/selling/currency-totals.tsx'
import { SalesOverTime } from '../../features/selling/sales-over-time.tsx'
import { SetupPanel } from '../../features/selling/setup-panel.tsx'
import { useSellerAccount } from '../../features/selling/use-seller-account.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

/** How a seller stands: the account at the payment service, all sums, and sales over time. */
export function SellingOverviewPage() {
  const shop = useShop()
  const search = useSearch({ from: '/selling/' })
  const { account, state } = useSellerAccount(search.onboarding)
  const totals = trpc.seller.totals.useQuery()
  return (
    <>
      <PageTitle shopName={shop?.name}>Selling</PageTitle>
      <h1 className="mb-5 text-6">{account?.name}</h1>
      {account && state && <SetupPanel account={account} state={state} onboarding={search.onboarding} />}
      {totals.error ? (
        <FailureMessage
          className="mt-9"
          failure={readFailure(totals.error)}
          actions={<Button onClick={() => void totals.refetch()}>Try again</Button>}
        />
      ) : totals.data === undefined ? (
        <>
          <LoadingWords>Loading your sales</LoadingWords>
          <Skeleton className="mt-9 h-32 w-full" />
          <Skeleton className="mt-10 h-80 w-full" />
        </>
      ) : totals.data.length === 0 ? (
        <section aria-labelledby="totals" className="mt-9">
          <h2 id="totals" className="text-4">
            No sales yet
          </h2>
          <p className="mt-1 max-w-measure text-soft">
            The first one shows here as soon as it is paid: gross, fee and what is yours.
          </p>
        </section>
      ) : (
        <>
          <CurrencyTotals totals={totals.data} />
          <SalesOverTime totals={totals.data} search={search} />
        </>
      )}
    </>
  )
}

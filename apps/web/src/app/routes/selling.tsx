import { Outlet, useRouterState } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { BeginSelling } from '../../features/selling/begin-selling.tsx'
import { SellingTabs } from '../../features/selling/selling-tabs.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

/** The seller area, or what selling here means for somebody who does not. */
export function SellingArea() {
  const shop = useShop()
  const account = trpc.seller.account.useQuery()
  const href = useRouterState({ select: (state) => state.location.href })
  const failure = account.error ? readFailure(account.error) : null
  if (failure?.kind === 'sign-in-required') {
    return (
      <>
        <PageTitle shopName={shop?.name}>Selling</PageTitle>
        <SignInNeeded title="Selling belongs to an account" next={href}>
          Sign in to sell here, or to see what you have sold.
        </SignInNeeded>
      </>
    )
  }
  if (account.data) {
    return (
      <div className="pt-3 sm:pt-4">
        <SellingTabs />
        <div className="pt-7 sm:pt-9">
          <Outlet />
        </div>
      </div>
    )
  }
  return (
    <div className="pt-8 sm:pt-12">
      <PageTitle shopName={shop?.name}>Sell here</PageTitle>
      {account.data === null ? (
        <BeginSelling />
      ) : (
        <>
          <h1 className="mb-6 text-6">Selling</h1>
          {failure ? (
            <FailureMessage
              failure={failure}
              actions={<Button onClick={() => void account.refetch()}>Try again</Button>}
            />
          ) : (
            <>
              <LoadingWords />
              <Skeleton className="h-32 w-full" />
              <Skeleton className="mt-8 h-64 w-full" />
            </>
          )}
        </>
      )}
    </div>
  )
}

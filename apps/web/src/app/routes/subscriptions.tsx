import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { SubscriptionRows } from '../../features/subscriptions/subscription-list.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

export function SubscriptionsPage() {
  const shop = useShop()
  const mine = trpc.subscriptions.mine.useQuery(undefined, { refetchOnWindowFocus: 'always' })
  const failure = mine.error ? readFailure(mine.error) : null
  const items = mine.data?.items ?? []
  const title = <PageTitle shopName={shop?.name}>Subscriptions</PageTitle>
  if (failure?.kind === 'sign-in-required') {
    return (
      <>
        {title}
        <SignInNeeded title="Your subscriptions are behind a door" next="/account/subscriptions">
          Sign in with the address you subscribed with.
        </SignInNeeded>
      </>
    )
  }
  if (mine.isSuccess && items.length === 0) {
    return (
      <>
        {title}
        <EmptyState
          isPageTitle
          title="No subscriptions"
          actions={
            <Link to="/prices" className={buttonClass('primary')}>
              See the plans
            </Link>
          }
        >
          <p>A plan you subscribe to is here from then on, with its next charge, its invoices and the way out.</p>
        </EmptyState>
      </>
    )
  }
  return (
    <div className="mx-auto max-w-[60rem] pt-4">
      {title}
      <Link to="/account" className="link inline-flex min-h-target items-center gap-1.5 text-2">
        <Icon name="back" size={18} />
        Account
      </Link>
      <h1 className="mb-5 text-6">Subscriptions</h1>
      {failure && (
        <FailureMessage
          className="mb-5"
          failure={failure}
          actions={<Button onClick={() => void mine.refetch()}>Try again</Button>}
        />
      )}
      {mine.isPending && (
        <>
          <LoadingWords>Loading your subscriptions</LoadingWords>
          <Skeleton className="h-28 w-full" />
        </>
      )}
      {items.length > 0 && <SubscriptionRows items={items} />}
    </div>
  )
}

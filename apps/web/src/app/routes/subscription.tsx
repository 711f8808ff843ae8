import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { SubscriptionView } from '../../features/subscriptions/subscription-view.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'
import { NotFoundScreen } from '../not-found-screen.tsx'

const route = getRouteApi('/account/subscriptions/$subscriptionId')

export function SubscriptionPage() {
  const shop = useShop()
  const { subscriptionId } = route.useParams()
  const { fix } = route.useSearch()
  // Its owner comes back from the payment service's pages: what they did there is asked for at once.
  const found = trpc.subscriptions.get.useQuery({ subscriptionId }, { refetchOnWindowFocus: 'always' })
  const failure = found.error ? readFailure(found.error) : null
  const isLoaded = found.isSuccess
  useEffect(() => {
    if (isLoaded && window.location.hash === '#change') document.getElementById('change')?.scrollIntoView()
  }, [isLoaded])

  if (failure?.kind === 'sign-in-required') {
    return (
      <>
        <PageTitle shopName={shop?.name}>Sign in</PageTitle>
        <SignInNeeded
          title="This subscription is behind a door"
          next={`/account/subscriptions/${subscriptionId}${fix ? '?fix=card' : ''}`}
        >
          Sign in with the address you subscribed with to see it.
        </SignInNeeded>
      </>
    )
  }
  if (failure?.kind === 'not-found' || failure?.kind === 'invalid-input') {
    return (
      <NotFoundScreen
        title="No such subscription"
        detail="It does not exist, or belongs to another address than the one you signed in with."
      />
    )
  }
  return (
    <div className="mx-auto max-w-[68rem] pt-4">
      <PageTitle shopName={shop?.name}>{found.data ? found.data.plan.title : 'Subscription'}</PageTitle>
      <Link to="/account/subscriptions" className="link mb-2 inline-flex min-h-target items-center gap-1.5 text-2">
        <Icon name="back" size={18} />
        Subscriptions
      </Link>
      {failure && (
        <FailureMessage
          className="mb-5"
          failure={failure}
          actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
        />
      )}
      {found.isPending && (
        <>
          <LoadingWords>Loading the subscription</LoadingWords>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="mt-8 h-80 w-full" />
        </>
      )}
      {found.data && <SubscriptionView subscription={found.data} wantsCard={fix === 'card'} />}
    </div>
  )
}

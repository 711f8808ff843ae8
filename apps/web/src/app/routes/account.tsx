import { Link } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { AccountPanel } from '../../features/account/account-panel.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

export function AccountPage() {
  const shop = useShop()
  const me = trpc.auth.me.useQuery()
  const title = <PageTitle shopName={shop?.name}>Account</PageTitle>
  if (me.data?.account === null) {
    return (
      <>
        {title}
        <SignInNeeded title="You are not signed in" next="/account">
          An account comes by itself with your first order: sign in with the address you bought with.
        </SignInNeeded>
      </>
    )
  }
  return (
    <div className="mx-auto max-w-[44rem] pt-8 sm:pt-10">
      {title}
      <h1 className="mb-6 text-5">Account</h1>
      {me.error && (
        <FailureMessage
          failure={readFailure(me.error)}
          actions={<Button onClick={() => void me.refetch()}>Try again</Button>}
        />
      )}
      {me.isPending && (
        <>
          <LoadingWords />
          <Skeleton className="h-20 w-full" />
          <Skeleton className="mt-3 h-20 w-full" />
        </>
      )}
      {me.data?.account && (
        <>
          <AccountPanel email={me.data.account.email} sessions={me.data.sessions} />
          <nav aria-label="Yours" className="mt-8 grid gap-x-8 sm:grid-cols-2">
            <Way to="/library" icon="course" title="Library" words="What you bought, to open and download" />
            <Way to="/orders" icon="file" title="Orders" words="Every order, each with its receipt" />
            <Way
              to="/account/subscriptions"
              icon="plan"
              title="Subscriptions"
              words="Your plans, their next charge, their invoices"
            />
            <Way to="/credits" icon="credits" title="Credits" words="What you have, every use of it, and more to buy" />
            {me.data.account.roles.includes('seller') ? (
              <Way to="/selling" icon="stall" title="Selling" words="Your sales, your products, your payouts" />
            ) : (
              <Way to="/selling" icon="stall" title="Sell here" words="Your own work on this shelf, paid out to you" />
            )}
            {me.data.account.roles.includes('staff') && (
              <Way to="/staff/orders" icon="person" title="Desk" words="All orders and the webhook inbox" />
            )}
          </nav>
        </>
      )}
    </div>
  )
}

interface WayProps {
  to: '/library' | '/orders' | '/account/subscriptions' | '/credits' | '/selling' | '/staff/orders'
  icon: IconName
  title: string
  words: string
}

function Way({ to, icon, title, words }: WayProps) {
  return (
    <Link to={to} className="group flex items-center gap-4 border-hairline border-b py-4">
      <Icon name={icon} size={26} />
      <span className="grow">
        <span className="block font-display font-semibold text-4 group-hover:underline">{title}</span>
        <span className="text-2 text-soft">{words}</span>
      </span>
      <Icon name="forward" />
    </Link>
  )
}

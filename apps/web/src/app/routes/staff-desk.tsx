import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords } from '../../components/skeleton.tsx'
import { DeskFrame } from '../../features/staff/desk-frame.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'
import { useRouteFocus } from '../use-route-focus.ts'

const MODE_WORD = { sandbox: 'test money', test: 'test mode', live: null } as const

/** The desk's frame, for staff only; the server refuses everyone else whatever is shown here. */
export function StaffDesk() {
  const shop = useShop()
  const me = trpc.auth.me.useQuery()
  const href = useRouterState({ select: (state) => state.location.href })
  useRouteFocus()
  const account = me.data?.account
  if (account?.roles.includes('staff')) {
    return (
      <DeskFrame shopName={shop?.name} email={account.email} modeWord={shop ? MODE_WORD[shop.mode] : null}>
        <Outlet />
      </DeskFrame>
    )
  }
  return (
    <main id="main" className="mx-auto max-w-page px-gutter">
      <PageTitle shopName={shop?.name}>Desk</PageTitle>
      {me.error && (
        <div className="mx-auto max-w-measure py-14">
          <h1 className="mb-6 text-5">Desk</h1>
          <FailureMessage
            failure={readFailure(me.error)}
            actions={<Button onClick={() => void me.refetch()}>Try again</Button>}
          />
        </div>
      )}
      {me.isPending && <LoadingWords />}
      {account === null && (
        <SignInNeeded title="Behind the counter" next={href}>
          The desk is for the people who run this shop. Sign in with a staff address.
        </SignInNeeded>
      )}
      {account && (
        <EmptyState
          isPageTitle
          title="Not for this account"
          actions={
            <>
              <Link to="/sign-in" search={{ next: href }} className={buttonClass('primary')}>
                Sign in as someone else
              </Link>
              <Link to="/" className={buttonClass('quiet')}>
                To the shop
              </Link>
            </>
          }
        >
          <p>The desk is for the people who run this shop, and {account.email ?? 'this account'} is not one of them.</p>
        </EmptyState>
      )}
    </main>
  )
}

import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { BalanceList } from '../../features/credits/balance-list.tsx'
import { PackageList } from '../../features/credits/package-list.tsx'
import { Statement } from '../../features/credits/statement.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

const route = getRouteApi('/credits')

/** What the reader has, what can be bought, and every change; a guest sees what can be bought. */
export function CreditsPage() {
  const shop = useShop()
  const me = trpc.auth.me.useQuery(undefined, { staleTime: 60_000 })
  const account = me.data?.account
  const search = route.useSearch()
  const balances = trpc.credits.balances.useQuery(undefined, { enabled: Boolean(account) })
  const error = balances.error ?? me.error
  const failure = error ? readFailure(error) : null
  const isGuest = account === null || failure?.kind === 'sign-in-required'
  const types = balances.data?.map(({ creditType }) => creditType) ?? []
  const hasAny = types.length > 0
  const isEmpty = isGuest || balances.data?.length === 0
  return (
    <div className="pt-8 sm:pt-10">
      <PageTitle shopName={shop?.name}>Credits</PageTitle>
      <h1 className="mb-6 text-6">Credits</h1>
      <div
        className={`grid ${GAP_X} gap-y-11 ${isEmpty ? '' : 'lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:grid-rows-[auto_1fr]'}`}
      >
        <section aria-label="Balance">
          {isGuest ? (
            <GuestWords />
          ) : failure ? (
            <FailureMessage
              failure={failure}
              actions={<Button onClick={() => void (account ? balances : me).refetch()}>Try again</Button>}
            />
          ) : balances.data === undefined ? (
            <BalanceSkeleton />
          ) : hasAny ? (
            <>
              <BalanceList balances={balances.data} />
              <Link
                to="/credits"
                search={search}
                hash="statement"
                className="link mt-1 inline-flex min-h-target items-center font-medium text-2 lg:hidden"
              >
                To the statement
              </Link>
            </>
          ) : (
            <Words>
              <p className="font-display font-semibold text-4 text-ink">No credits yet</p>
              <p className="mt-1">What you buy is here as soon as it is paid, with every change from then on.</p>
            </Words>
          )}
        </section>
        <Packages ownTypes={types} isWide={isEmpty} />
        {!isGuest && hasAny && <Statement search={search} types={types} />}
      </div>
    </div>
  )
}

const GAP_X = 'gap-x-[clamp(2.5rem,6vw,6rem)]'

const Words = ({ children }: { children: ReactNode }) => (
  <div className="max-w-measure border-hairline border-y py-6 text-soft">{children}</div>
)

const GuestWords = () => (
  <Words>
    <p className="font-display font-semibold text-4 text-ink">Your credits are behind a door</p>
    <p className="mt-1">
      Sign in with the address you bought with, or will: what you have is counted there, and every use of it.
    </p>
    <Link to="/sign-in" search={{ next: '/credits' }} className={buttonClass('primary', 'mt-4')}>
      Sign in
    </Link>
  </Words>
)

interface PackagesProps {
  ownTypes: readonly string[]
  /** Nothing stands beside them. */
  isWide: boolean
}

function Packages({ ownTypes, isWide }: PackagesProps) {
  const packages = trpc.credits.packages.useQuery()
  return (
    <section aria-labelledby="buy-credits" className="lg:row-span-2">
      <h2 id="buy-credits" className="mb-4 text-5">
        Buy credits
      </h2>
      {packages.error ? (
        <FailureMessage
          failure={readFailure(packages.error)}
          actions={<Button onClick={() => void packages.refetch()}>Try again</Button>}
        />
      ) : packages.data === undefined ? (
        <>
          <LoadingWords>Loading what can be bought</LoadingWords>
          {['a', 'b', 'c', 'd'].map((row) => (
            <Skeleton key={row} className="mt-3 h-18 w-full" />
          ))}
        </>
      ) : packages.data.length === 0 ? (
        <p className="text-soft">No credits are on sale now.</p>
      ) : (
        <div className={isWide ? `${GAP_X} lg:columns-2` : ''}>
          <PackageList packages={packages.data} ownTypes={ownTypes} />
        </div>
      )}
    </section>
  )
}

function BalanceSkeleton() {
  return (
    <>
      <LoadingWords>Loading your credits</LoadingWords>
      {['a', 'b'].map((row) => (
        <div key={row} className="flex items-end justify-between gap-6 border-hairline border-t py-4">
          <Skeleton className="h-7 w-40" />
          <Skeleton className="h-9 w-16" />
        </div>
      ))}
    </>
  )
}

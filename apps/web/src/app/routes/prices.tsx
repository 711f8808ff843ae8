import { getRouteApi, Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureScreen } from '../../components/failure-screen.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { IntervalChoice } from '../../features/plans/interval-choice.tsx'
import { PlanColumns, PlanColumnsLoading } from '../../features/plans/plan-columns.tsx'
import { plansData } from '../../features/plans/plan-data.ts'
import { sharedSaving } from '../../features/plans/plan-saving.ts'
import { readFailure } from '../../lib/failure.ts'
import { writeInterval } from '../../lib/plan-interval.ts'
import { toScriptText } from '../../lib/script-text.ts'
import { trpc } from '../../lib/trpc.ts'
import { useAccount } from '../../lib/use-account.ts'
import { useShop } from '../../lib/use-shop.ts'

const route = getRouteApi('/prices')

/** Every plan beside the others, by the month or by the year. */
export function PricesPage() {
  const shop = useShop()
  const account = useAccount()
  const { interval = 'month' } = route.useSearch()
  const navigate = route.useNavigate()
  const plans = trpc.subscriptions.plans.useQuery()
  const items = plans.data?.items ?? []
  const hasLinks = Boolean(account?.roles.includes('staff') || account?.roles.includes('seller'))
  const hasBoth = items.some(({ prices }) => new Set(prices.map((price) => price.interval)).size > 1)
  const title = <PageTitle shopName={shop?.name}>Plans</PageTitle>

  if (plans.error && !plans.data) {
    return (
      <>
        {title}
        <FailureScreen failure={readFailure(plans.error)} onRetry={() => void plans.refetch()} />
      </>
    )
  }
  if (plans.data && items.length === 0) {
    return (
      <>
        {title}
        <EmptyState
          isPageTitle
          title="No plans here"
          actions={
            <Link to="/" className={buttonClass('primary')}>
              To the shop
            </Link>
          }
        >
          <p>Everything in this shop is bought once and kept.</p>
        </EmptyState>
      </>
    )
  }
  return (
    <div className="pt-8 sm:pt-10">
      {title}
      <meta name="description" content="What each plan costs by the month and by the year, and what it opens." />
      {shop && plans.data && (
        <script type="application/ld+json">{toScriptText(plansData(items, shop.name, window.location.origin))}</script>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5">
        <div>
          <h1 className="text-6">Plans</h1>
          <p className="mt-2 max-w-[52ch] text-soft">
            Pay while it is of use to you. Every plan goes on until you cancel, and cancelling takes two clicks.
          </p>
        </div>
        {hasBoth && (
          <IntervalChoice
            value={interval}
            saving={sharedSaving(items)}
            onChoice={(chosen) => void navigate({ search: writeInterval(chosen), replace: true, resetScroll: false })}
          />
        )}
      </div>
      {plans.data ? <PlanColumns plans={items} interval={interval} hasLinks={hasLinks} /> : <PlanColumnsLoading />}
    </div>
  )
}

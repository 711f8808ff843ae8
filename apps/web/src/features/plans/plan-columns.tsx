import type { PlanCard, PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { PlanColumn } from './plan-column.tsx'
import { groupPlans, paidBeside } from './plan-groups.ts'

const GRID = 'grid gap-x-8 gap-y-10 sm:grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] xl:gap-x-12'

interface PlanColumnsProps {
  plans: readonly PlanCard[]
  interval: PlanInterval
  hasLinks: boolean
}

/** All plans side by side, the shop's own first, then those of each seller. */
export function PlanColumns({ plans, interval, hasLinks }: PlanColumnsProps) {
  const groups = groupPlans(plans)
  return groups.map(({ seller, plans: group }) => (
    <section
      key={seller?.slug ?? ''}
      aria-label={seller ? `Plans of ${seller.name}` : 'Plans of the shop'}
      className="mt-10"
    >
      <h2 className={seller || groups.length > 1 ? 'mb-4 text-5' : 'sr-only'}>
        {seller ? `From ${seller.name}` : 'From the shop'}
      </h2>
      <div className={GRID}>
        {group.map((plan) => (
          <PlanColumn
            key={plan.productId}
            plan={plan}
            interval={interval}
            beside={paidBeside(plan, plans)}
            hasLink={hasLinks}
          />
        ))}
      </div>
    </section>
  ))
}

export function PlanColumnsLoading() {
  return (
    <div className={`mt-10 ${GRID}`}>
      <LoadingWords>Loading the plans</LoadingWords>
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="space-y-4 border-hairline border-t-2 pt-5">
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-16 w-40" />
          <Skeleton className="h-target w-full" />
          <Skeleton className="h-32 w-full" />
        </div>
      ))}
    </div>
  )
}

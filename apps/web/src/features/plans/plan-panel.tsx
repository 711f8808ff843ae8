import type { PlanCard, PlanInterval, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { StickyBuyBar } from '../../components/sticky-buy-bar.tsx'
import { readFailure } from '../../lib/failure.ts'
import { formatMoney } from '../../lib/format-money.ts'
import { EACH } from '../../lib/plan-interval.ts'
import { trpc } from '../../lib/trpc.ts'
import { IntervalChoice } from './interval-choice.tsx'
import { OwnPlan } from './own-plan.tsx'
import { PlanDoors } from './plan-opens.tsx'
import { PlanPriceText } from './plan-price.tsx'
import { priceAt, savingWords } from './plan-saving.ts'
import { useSubscribe } from './use-subscribe.tsx'

interface PlanPanelProps {
  slug: string
  interval: PlanInterval
  onInterval: (interval: PlanInterval) => void
}

/** On a plan's own page: what it costs by the month or the year, what it opens, and the button. */
export function PlanPanel({ slug, interval, onInterval }: PlanPanelProps) {
  const plans = trpc.subscriptions.plans.useQuery()
  const plan = plans.data?.items.find((one) => one.slug === slug)
  const price = plan && priceAt(plan, interval)
  if (plans.error && !plans.data) {
    return (
      <Frame>
        <FailureMessage
          failure={readFailure(plans.error)}
          actions={<Button onClick={() => void plans.refetch()}>Try again</Button>}
        />
      </Frame>
    )
  }
  if (!plans.data) {
    return (
      <Frame>
        <LoadingWords>Loading what it costs</LoadingWords>
        <Skeleton className="h-12 w-56" />
        <Skeleton className="mt-4 h-16 w-40" />
        <Skeleton className="mt-4 h-target w-full" />
      </Frame>
    )
  }
  if (!plan || !price) {
    return (
      <Frame>
        <p className="text-soft">One cannot subscribe to this just now.</p>
      </Frame>
    )
  }
  const hasBoth = new Set(plan.prices.map((one) => one.interval)).size > 1
  return (
    <Frame>
      {hasBoth && (
        <div className="mb-5">
          <IntervalChoice value={interval} onChoice={onInterval} saving={savingWords(plan)} />
        </div>
      )}
      <PlanPriceText plan={plan} price={price} isOnly={price.interval !== interval} />
      <div className="mt-5">
        {plan.subscription ? (
          <OwnPlan plan={plan} subscription={plan.subscription} shown={price} />
        ) : (
          <Subscribe key={price.id} plan={plan} price={price} />
        )}
      </div>
      <p className="mt-4 flex items-start gap-2 text-2 text-soft">
        <Icon name="lock" size={18} className="mt-0.5" />
        <span>
          It goes on until you cancel, in two clicks. What it opens stays open until the end of what you paid for.{' '}
          <Link to="/prices" search={interval === 'year' ? { interval } : {}} className="link text-ink">
            Compare all plans
          </Link>
        </span>
      </p>
      <PlanDoors opens={plan.opens} className="mt-5" />
    </Frame>
  )
}

const Frame = ({ children }: { children: ReactNode }) => (
  <div className="mt-6 border-hairline border-y py-6">{children}</div>
)

function Subscribe({ plan, price }: { plan: PlanCard; price: PlanPrice }) {
  const { press, isBusy, outcome } = useSubscribe(plan, price)
  const button = (className: string) => (
    <Button className={className} isBusy={isBusy} onClick={press}>
      Subscribe
    </Button>
  )
  return (
    <>
      <StickyBuyBar
        label={`${formatMoney(price.price)} ${EACH[price.interval]}`}
        button={button('w-full')}
        shortcut={button('')}
      />
      {outcome}
    </>
  )
}

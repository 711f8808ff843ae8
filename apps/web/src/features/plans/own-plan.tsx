import type { PlanCard, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { StatusWord } from '../../components/status-word.tsx'

interface OwnPlanProps {
  plan: PlanCard
  subscription: NonNullable<PlanCard['subscription']>
  shown: PlanPrice
}

/** Instead of the button for who has this plan: the way to their subscription. */
export function OwnPlan({ plan, subscription, shown }: OwnPlanProps) {
  const own = plan.prices.find(({ id }) => id === subscription.priceId)
  const isOther = own !== undefined && own.interval !== shown.interval
  return (
    <div>
      <p className="mb-2">
        <StatusWord tone="good">
          Your plan{isOther && (own.interval === 'year' ? ', paid by the year' : ', paid by the month')}
        </StatusWord>
      </p>
      <Link
        to="/account/subscriptions/$subscriptionId"
        params={{ subscriptionId: subscription.id }}
        className={buttonClass('quiet', 'w-full')}
      >
        {isOther ? 'Change how you pay' : 'To your subscription'}
        <span className="sr-only"> to {plan.title}</span>
      </Link>
    </div>
  )
}

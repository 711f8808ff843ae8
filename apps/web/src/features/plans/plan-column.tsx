import type { PlanCard, PlanInterval, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Picture } from '../../components/picture.tsx'
import { OwnPlan } from './own-plan.tsx'
import { PlanOpens } from './plan-opens.tsx'
import { PlanPriceText } from './plan-price.tsx'
import { priceAt } from './plan-saving.ts'
import { useSubscribe } from './use-subscribe.tsx'

interface PlanColumnProps {
  plan: PlanCard
  interval: PlanInterval
  /** A plan of the same house that the reader has. */
  beside: PlanCard | undefined
  /** For who puts plans on other pages: the link that subscribes to it. */
  hasLink: boolean
}

/** One plan beside the others: the same rows in each column, so that a price stands beside a price. */
export function PlanColumn({ plan, interval, beside, hasLink }: PlanColumnProps) {
  const price = priceAt(plan, interval)
  return (
    <article
      aria-labelledby={`plan-${plan.slug}`}
      className={`row-span-4 grid grid-rows-subgrid gap-y-4 border-t-2 pt-5 ${plan.subscription ? 'border-green' : 'border-ink'}`}
    >
      <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] content-start gap-x-4">
        <Picture seed={plan.pictureSeed} kind="plan" className="w-full" />
        <div>
          <h3 id={`plan-${plan.slug}`} className="text-4">
            <Link
              to="/products/$slug"
              params={{ slug: plan.slug }}
              className="decoration-1 underline-offset-4 hover:underline"
            >
              {plan.title}
            </Link>
          </h3>
          <p className="mt-1 text-2 text-soft">{plan.summary}</p>
        </div>
      </div>
      <div>{price && <PlanPriceText plan={plan} price={price} isOnly={price.interval !== interval} />}</div>
      <div>
        {price &&
          (plan.subscription ? (
            <OwnPlan plan={plan} subscription={plan.subscription} shown={price} />
          ) : (
            <Subscribe key={price.id} plan={plan} price={price} beside={beside} />
          ))}
        {price && hasLink && (
          <CopyButton
            text={`${window.location.origin}/api/checkout/session?price_id=${price.externalId}`}
            label="Copy the link to this plan"
            className="mt-3 w-full"
          />
        )}
      </div>
      <div className="pb-2">
        <PlanOpens plan={plan} />
      </div>
    </article>
  )
}

interface SubscribeProps {
  plan: PlanCard
  price: PlanPrice
  beside: PlanCard | undefined
}

function Subscribe({ plan, price, beside }: SubscribeProps) {
  const { press, isBusy, outcome } = useSubscribe(plan, price)
  return (
    <>
      <Button className="w-full" isBusy={isBusy} onClick={press}>
        Subscribe<span className="sr-only"> to {plan.title}</span>
      </Button>
      {beside?.subscription && (
        <p className="mt-2 text-2 text-soft">
          You have {beside.title}.{' '}
          <Link
            to="/account/subscriptions/$subscriptionId"
            params={{ subscriptionId: beside.subscription.id }}
            hash="change"
            className="link font-medium text-ink"
          >
            Change it to this one
          </Link>{' '}
          instead of paying for both.
        </p>
      )}
      {outcome}
    </>
  )
}

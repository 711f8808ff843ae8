import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { trpc } from '../../lib/trpc.ts'

interface BegunPlanProps {
  productId: string
}

/** After subscribing: when the first or next charge is, and the way to the subscription. */
export function BegunPlan({ productId }: BegunPlanProps) {
  const mine = trpc.subscriptions.mine.useQuery()
  const begun = mine.data?.items.find(({ plan, stage }) => plan.productId === productId && stage !== 'ended')
  return (
    <section aria-label="Your subscription" className="w-full bg-green-wash px-5 py-5 text-left sm:px-7">
      {begun && <Begun subscription={begun} />}
      {mine.isPending ? (
        <>
          <LoadingWords>Loading your subscription</LoadingWords>
          <Skeleton className="h-28 w-full" />
        </>
      ) : begun ? (
        <Link
          to="/account/subscriptions/$subscriptionId"
          params={{ subscriptionId: begun.id }}
          className={buttonClass('quiet', 'mt-3 text-2!')}
        >
          To your subscription
        </Link>
      ) : (
        <>
          <p>Your plan is in your account, with its next charge, its invoices and the way to cancel it.</p>
          <Link to="/account/subscriptions" className={buttonClass('quiet', 'mt-3 text-2!')}>
            Your subscriptions
          </Link>
        </>
      )}
    </section>
  )
}

function Begun({ subscription: { plan, stage, nextCharge } }: { subscription: Subscription }) {
  if (nextCharge === null) return <p>{plan.title} is open.</p>
  return (
    <p>
      {stage === 'trial' ? (
        <>
          {plan.title} is free until <TimeText value={nextCharge.at} className="font-semibold" />. The first{' '}
          <MoneyText value={nextCharge.amount} className="font-semibold" /> is charged that day, and nothing is if you
          cancel before.
        </>
      ) : (
        <>
          {plan.title} is open. The next charge is <MoneyText value={nextCharge.amount} className="font-semibold" /> on{' '}
          <TimeText value={nextCharge.at} className="font-semibold" />.
        </>
      )}
    </p>
  )
}

import type { PlanCard, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { type ReactNode, useState } from 'react'
import { useAccount } from '../../lib/use-account.ts'
import { useShop } from '../../lib/use-shop.ts'
import { StartFailure } from './start-failure.tsx'
import { SubscribeDialog } from './subscribe-dialog.tsx'
import { useStartSubscription } from './use-start-subscription.ts'

interface Subscribe {
  press: () => void
  isBusy: boolean
  /** What comes of pressing, beside the button: the questions, or why it failed. */
  outcome: ReactNode
}

/** Subscribing by one button: at once for who is signed in, after the questions that are open for anybody else. */
export function useSubscribe(plan: PlanCard, price: PlanPrice): Subscribe {
  const account = useAccount()
  const shop = useShop()
  const [isAsking, setIsAsking] = useState(false)
  const { start, reset, isStarting, failure } = useStartSubscription()
  const asksCountry =
    shop?.tax.mode === 'inclusive' || shop?.tax.mode === 'exclusive' || failure?.kind === 'country-needed'
  const needsAnswers = !account || asksCountry
  return {
    press: () => {
      if (!needsAnswers) {
        start({ priceId: price.id, email: null })
        return
      }
      reset()
      setIsAsking(true)
    },
    isBusy: isStarting,
    outcome: (
      <>
        <SubscribeDialog
          plan={plan}
          price={price}
          shop={shop}
          account={account ?? null}
          asksCountry={asksCountry}
          isOpen={isAsking || failure?.kind === 'country-needed'}
          isBusy={isStarting}
          failure={failure?.kind === 'country-needed' ? null : failure}
          onClose={() => {
            setIsAsking(false)
            reset()
          }}
          onStart={({ email, country }) =>
            start({ priceId: price.id, email, ...(asksCountry && country !== '' && { country }) })
          }
        />
        {!needsAnswers && failure && <StartFailure failure={failure} isGuest={false} />}
      </>
    ),
  }
}

import type { ChangeOption, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { optionDetail, optionTitle } from './change-words.ts'
import type { Portal } from './use-portal.ts'
import type { SubscriptionChanges } from './use-subscription-changes.ts'

interface ChangePlanProps {
  subscription: Subscription
  changes: SubscriptionChanges
  portal: Portal
}

/** What one may change to; each shows what it costs before anything happens. */
export function ChangePlan({ subscription, changes, portal }: ChangePlanProps) {
  const { id: subscriptionId } = subscription
  const options = trpc.subscriptions.options.useQuery({ subscriptionId })
  const [chosen, setChosen] = useState<ChangeOption | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section id="change" aria-labelledby="change-title" className="scroll-mt-6">
      <h2 id="change-title" className="mb-2 text-4">
        Change your plan
      </h2>
      {options.isPending && (
        <>
          <LoadingWords>Loading what you may change to</LoadingWords>
          <Skeleton className="h-14 w-full" />
        </>
      )}
      {options.error && (
        <FailureMessage
          failure={readFailure(options.error)}
          actions={<Button onClick={() => void options.refetch()}>Try again</Button>}
        />
      )}
      {options.data?.items.length === 0 && (
        <p className="border-hairline border-y py-4 text-2 text-soft">There is nothing else to change to.</p>
      )}
      {options.data && options.data.items.length > 0 && (
        <ul className="divide-y divide-hairline border-hairline border-y">
          {options.data.items.map((option) => (
            <li key={option.priceId} className="flex flex-wrap items-center justify-between gap-x-5 gap-y-1 py-3">
              <span className="min-w-0">
                <span className="block font-medium">{optionTitle(option, subscription)}</span>
                <span className="tabular text-2 text-soft">{optionDetail(option)}</span>
              </span>
              <Button
                variant="quiet"
                className="text-2!"
                onClick={() => {
                  setChosen(option)
                  setIsOpen(true)
                }}
              >
                See what it costs<span className="sr-only"> to change to {optionTitle(option, subscription)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen && (
        <ChangeDialog
          key={chosen.priceId}
          subscription={subscription}
          option={chosen}
          isOpen={isOpen}
          onClose={() => setIsOpen(false)}
          onChanged={changes.take}
          portal={portal}
        />
      )}
    </section>
  )
}

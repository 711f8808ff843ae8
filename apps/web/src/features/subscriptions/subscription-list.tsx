import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Picture } from '../../components/picture.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { nextWords, priceEach, STAGES } from './stage-words.ts'

/** Every subscription with how it stands and what comes next; the title's link covers the row. */
export function SubscriptionRows({ items }: { items: readonly Subscription[] }) {
  return (
    <ul className="divide-y divide-hairline border-hairline border-y">
      {items.map((subscription) => {
        const stage = STAGES[subscription.stage]
        return (
          <li
            key={subscription.id}
            className="group relative grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 rounded-1 py-5 outline-offset-4 outline-ink has-focus-visible:outline-2 sm:grid-cols-[7rem_minmax(0,1fr)_auto] sm:gap-x-6"
          >
            <Picture seed={subscription.plan.pictureSeed} kind="plan" className="w-full self-start" />
            <div className="min-w-0">
              <h2 className="text-4">
                <Link
                  to="/account/subscriptions/$subscriptionId"
                  params={{ subscriptionId: subscription.id }}
                  className="decoration-1 underline-offset-4 after:absolute after:inset-0 focus-visible:outline-none group-hover:underline"
                >
                  {subscription.plan.title}
                </Link>
              </h2>
              <p className="tabular mt-0.5 text-2 text-soft">{priceEach(subscription)}</p>
              <p className="mt-1 sm:hidden">
                <StatusWord tone={stage.tone}>{stage.word}</StatusWord>
              </p>
              {subscription.stage !== 'ended' && <p className="tabular mt-1 text-2">Next: {nextWords(subscription)}</p>}
            </div>
            <p className="max-sm:hidden">
              <StatusWord tone={stage.tone}>{stage.word}</StatusWord>
            </p>
          </li>
        )
      })}
    </ul>
  )
}

import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { Picture } from '../../components/picture.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { ChangePlan } from './change-plan.tsx'
import { InvoiceList } from './invoice-list.tsx'
import { PauseDialog } from './pause-dialog.tsx'
import { StageNotice } from './stage-notice.tsx'
import { priceEach, STAGES } from './stage-words.ts'
import { SubscriptionFacts } from './subscription-facts.tsx'
import { usePortal } from './use-portal.ts'
import { useSubscriptionChanges } from './use-subscription-changes.ts'

const FIXABLE: ReadonlySet<Subscription['stage']> = new Set(['fix-payment', 'no-access'])

interface SubscriptionViewProps {
  subscription: Subscription
  /** A mail sent its reader here to use another card. */
  wantsCard: boolean
}

/** One subscription with everything its owner may do about it. */
export function SubscriptionView({ subscription, wantsCard }: SubscriptionViewProps) {
  const { id, plan, stage, can } = subscription
  const changes = useSubscriptionChanges(id)
  const portal = usePortal(id)
  const [asked, setAsked] = useState<'cancel' | 'pause' | null>(null)
  const close = () => setAsked(null)
  const isOver = stage === 'ended'
  return (
    <article>
      <header className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Picture seed={plan.pictureSeed} kind="plan" className="w-full" />
        <div>
          <h1 className="text-5">{plan.title}</h1>
          <p className="mt-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <span className="tabular text-3">{priceEach(subscription)}</span>
            <StatusWord tone={STAGES[stage].tone}>{STAGES[stage].word}</StatusWord>
          </p>
        </div>
      </header>
      {wantsCard && !isOver && !FIXABLE.has(stage) && (
        <section aria-label="Another card" className="mt-6 border-ink border-l-4 bg-sunk px-4 py-4">
          <p className="font-semibold">Use another card</p>
          <p className="mt-0.5 text-2">The form for it is on a page of the payment service.</p>
          <Button className="mt-3" isBusy={portal.isOpeningCard} onClick={portal.openCard}>
            Go on to the card form
          </Button>
        </section>
      )}
      <StageNotice subscription={subscription} changes={changes} portal={portal} />
      {portal.failure && <FailureMessage failure={portal.failure} className="mt-4" />}
      <div className="mt-8 grid gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="space-y-10">
          <SubscriptionFacts subscription={subscription} portal={portal} />
          {can.change && <ChangePlan subscription={subscription} changes={changes} portal={portal} />}
          <div className="flex flex-wrap gap-3">
            <Link to="/library" className={buttonClass('quiet', 'text-2!')}>
              To your library
            </Link>
            {can.pause && (
              <Button variant="quiet" className="text-2!" onClick={() => setAsked('pause')}>
                Pause it
              </Button>
            )}
            {can.cancel && (
              <Button variant="quiet" className="text-2!" onClick={() => setAsked('cancel')}>
                Cancel it
              </Button>
            )}
            <Button variant="quiet" className="text-2!" isBusy={portal.isOpeningAll} onClick={portal.openAll}>
              More at Stripe
              <Icon name="forward" size={16} />
            </Button>
          </div>
        </div>
        <InvoiceList subscriptionId={id} />
      </div>
      <CancelDialog subscription={subscription} changes={changes} isOpen={asked === 'cancel'} onClose={close} />
      <PauseDialog subscription={subscription} changes={changes} isOpen={asked === 'pause'} onClose={close} />
    </article>
  )
}

import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { formatTime } from '../../lib/format-time.ts'
import type { SubscriptionChanges } from './use-subscription-changes.ts'

interface CancelDialogProps {
  subscription: Subscription
  changes: SubscriptionChanges
  isOpen: boolean
  onClose: () => void
}

/** The second of two clicks: says when access ends. Ending at once is a choice of its own, one fold away. */
export function CancelDialog({ subscription, changes, isOpen, onClose }: CancelDialogProps) {
  const { plan, paidUntil, credits, stage } = subscription
  const { cancel } = changes
  const close = () => {
    cancel.reset()
    onClose()
  }
  return (
    <Dialog isOpen={isOpen} onClose={close} title={`Cancel ${plan.title}?`}>
      <div className="space-y-2 text-2">
        {paidUntil === null ? (
          <p>Nothing more is charged, and it ends with the time that is paid for.</p>
        ) : (
          <p>
            {stage === 'trial' ? 'Nothing is charged. ' : 'Nothing more is charged. '}
            What it opens stays open until <strong className="font-semibold">{formatTime(paidUntil)}</strong>; then it
            ends. Until that day you can take this back.
          </p>
        )}
      </div>
      {cancel.failure && <FailureMessage failure={cancel.failure} className="mt-4" />}
      <div className="mt-5 flex flex-wrap gap-3">
        <Button
          className="text-2!"
          isBusy={cancel.isBusy && !cancel.isEndingNow}
          onClick={() => !cancel.isBusy && cancel.run('period-end', close)}
        >
          {paidUntil === null ? 'Cancel it' : `End it on ${formatTime(paidUntil)}`}
        </Button>
        <Button variant="quiet" className="text-2!" onClick={close}>
          Leave it as it is
        </Button>
      </div>
      <details className="group mt-5 border-hairline border-t pt-1">
        <summary className="flex min-h-target list-none items-center gap-2 text-2 text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
          <Icon name="down" size={16} className="transition-transform group-open:rotate-180" />
          End it right now instead
        </summary>
        <p className="text-2">
          What it opens closes at once, for good{credits ? ', and the credits that are left of this period end' : ''}.
          What you paid for the days that remain is not given back by itself.
        </p>
        <Button
          variant="quiet"
          className="mt-3 text-2!"
          isBusy={cancel.isEndingNow}
          onClick={() => !cancel.isBusy && cancel.run('now', close)}
        >
          End it now
        </Button>
      </details>
    </Dialog>
  )
}

import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { useState } from 'react'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Select } from '../../components/select.tsx'
import { countPeriods } from '../../lib/plan-interval.ts'
import type { SubscriptionChanges } from './use-subscription-changes.ts'

const PERIODS = [1, 2, 3] as const

interface PauseDialogProps {
  subscription: Subscription
  changes: SubscriptionChanges
  isOpen: boolean
  onClose: () => void
}

/** For how long nothing is charged. */
export function PauseDialog({ subscription, changes, isOpen, onClose }: PauseDialogProps) {
  const [periods, setPeriods] = useState('1')
  const { pause } = changes
  const close = () => {
    pause.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={close}
      title={`Pause ${subscription.plan.title}?`}
      action="Pause it"
      isBusy={pause.isBusy}
      failure={pause.failure}
      onConfirm={() => pause.run(Number(periods), close)}
    >
      <p>
        So many charges are left out, then it goes on by itself. What is paid for already stays open to its last day,
        and is closed from then until it goes on. You can go on earlier at any time.
      </p>
      <Select
        label="For how long"
        value={periods}
        options={PERIODS.map((count) => ({
          value: String(count),
          label: countPeriods(count, subscription.interval),
        }))}
        onValueChange={setPeriods}
      />
    </ConfirmDialog>
  )
}

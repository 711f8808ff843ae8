import type { ReactNode } from 'react'
import type { ScreenFailure } from '../lib/failure.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FailureMessage } from './failure-message.tsx'

interface ConfirmDialogProps {
  isOpen: boolean
  title: string
  /** What doing it means. */
  children: ReactNode
  /** What is done, on its button: `Remove this endpoint`. */
  action: string
  isBusy: boolean
  isRefused?: boolean
  failure: ScreenFailure | null
  onConfirm: () => void
  onClose: () => void
}

/** Says what something means before it is done. */
export function ConfirmDialog({
  isOpen,
  title,
  children,
  action,
  isBusy,
  isRefused = false,
  failure,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy && !isRefused) onConfirm()
        }}
      >
        <div className="space-y-3 text-2">{children}</div>
        {failure && <FailureMessage failure={failure} className="mt-4" />}
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isBusy={isBusy} disabled={isRefused} className="text-2!">
            {action}
          </Button>
          <Button variant="quiet" className="text-2!" onClick={onClose}>
            Leave it as it is
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

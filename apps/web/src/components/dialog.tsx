import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from './icon.tsx'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
}

/** The browser's modal dialog: it traps focus, closes by Escape, and gives focus back. */
export function Dialog({ isOpen, onClose, title, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (isOpen && !dialog?.open) dialog?.showModal()
    if (!isOpen && dialog?.open) dialog.close()
  }, [isOpen])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-2 border border-hairline bg-raised p-6 text-ink backdrop:bg-scrim"
    >
      <div className="flex items-start justify-between gap-4">
        <h2 id={titleId} className="text-4">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          className="-mt-2 -mr-2 grid size-target shrink-0 place-items-center rounded-2 hover:bg-sunk"
        >
          <Icon name="cross" />
          <span className="sr-only">Close</span>
        </button>
      </div>
      <div className="mt-3">{children}</div>
    </dialog>
  )
}

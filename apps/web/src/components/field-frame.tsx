import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

export function fieldControlClass(isInvalid: boolean): string {
  return `block w-full min-h-target rounded-2 border bg-raised px-3.5 py-2 text-3 text-ink placeholder:text-soft ${
    isInvalid ? 'border-vermilion border-2' : 'border-outline hover:border-ink'
  }`
}

interface FieldFrameProps {
  fieldId: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** Receives the ids that describe the control. */
  children: (describedBy: string | undefined) => ReactNode
}

/** Label above, hint under it, the error below the control: the same for every kind of field. */
export function FieldFrame({ fieldId, label, hint, error, children }: FieldFrameProps) {
  const hintId = hint ? `${fieldId}-hint` : ''
  const errorId = error ? `${fieldId}-error` : ''
  return (
    <div>
      <label htmlFor={fieldId} className="block font-semibold text-2">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-2 text-soft">
          {hint}
        </p>
      )}
      <div className="mt-1.5">{children([hintId, errorId].filter(Boolean).join(' ') || undefined)}</div>
      {error && (
        <p id={errorId} className="mt-1.5 flex items-start gap-1.5 font-medium text-2 text-vermilion">
          <Icon name="alert" size={18} className="mt-0.5" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

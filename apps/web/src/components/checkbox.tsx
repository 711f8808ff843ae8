import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'

interface CheckboxProps {
  label: ReactNode
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  error?: ReactNode
  id?: string
}

/** A box to tick; the whole line is the target. */
export function Checkbox({ label, checked, onCheckedChange, error, id }: CheckboxProps) {
  const ownId = useId()
  const fieldId = id ?? ownId
  const errorId = error ? `${fieldId}-error` : undefined
  return (
    <div>
      <label
        htmlFor={fieldId}
        className="flex min-h-target w-fit cursor-pointer items-center gap-2.5 py-1 font-medium text-2"
      >
        <span className="relative grid size-6 shrink-0 place-items-center">
          <input
            id={fieldId}
            type="checkbox"
            checked={checked}
            onChange={(event) => onCheckedChange(event.target.checked)}
            aria-invalid={error ? true : undefined}
            aria-describedby={errorId}
            className={`peer absolute inset-0 appearance-none rounded-1 border bg-raised checked:border-ink checked:bg-ink ${
              error ? 'border-2 border-vermilion' : 'border-outline hover:border-ink'
            }`}
          />
          <Icon
            name="check"
            size={18}
            className="pointer-events-none relative text-paper opacity-0 peer-checked:opacity-100"
          />
        </span>
        {label}
      </label>
      {error && (
        <p id={errorId} className="flex items-start gap-1.5 font-medium text-2 text-vermilion">
          <Icon name="alert" size={18} className="mt-0.5" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

import { type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { FieldFrame, fieldControlClass } from './field-frame.tsx'
import { Icon } from './icon.tsx'

export interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'onChange'> {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  id?: string
  options: ReadonlyArray<{ value: string; label: string }>
  onValueChange: (value: string) => void
}

/** The browser's own list, so that phones show their own picker. */
export function Select({ label, hint, error, id, options, onValueChange, className = '', ...select }: SelectProps) {
  const ownId = useId()
  const fieldId = id ?? ownId
  return (
    <FieldFrame fieldId={fieldId} label={label} hint={hint} error={error}>
      {(describedBy) => (
        <span className="relative block">
          <select
            {...select}
            id={fieldId}
            aria-describedby={describedBy}
            aria-invalid={error ? true : undefined}
            onChange={(event) => onValueChange(event.target.value)}
            className={`${fieldControlClass(Boolean(error))} appearance-none pr-10 ${className}`}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="down" className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2" />
        </span>
      )}
    </FieldFrame>
  )
}

import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { FieldFrame, fieldControlClass } from './field-frame.tsx'

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  label: ReactNode
  hint?: ReactNode
  /** Why what was typed is refused; tied to the field and read out with it. */
  error?: ReactNode
  /** Give one when an error summary links here. */
  id?: string
  ref?: Ref<HTMLInputElement>
}

export function TextField({ label, hint, error, id, className = '', ...input }: TextFieldProps) {
  const ownId = useId()
  const fieldId = id ?? ownId
  return (
    <FieldFrame fieldId={fieldId} label={label} hint={hint} error={error}>
      {(describedBy) => (
        <input
          {...input}
          id={fieldId}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          className={`${fieldControlClass(Boolean(error))} ${className}`}
        />
      )}
    </FieldFrame>
  )
}

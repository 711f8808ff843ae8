import { suggestEmail } from '../lib/email-hint.ts'
import { TextField } from './text-field.tsx'

interface EmailFieldProps {
  /** What an error summary links to. */
  id: string
  value: string
  onValueChange: (value: string) => void
  error: string | undefined
}

/** The one thing a guest gives. A likely slip in it is pointed out, never corrected by itself. */
export function EmailField({ id, value, onValueChange, error }: EmailFieldProps) {
  const meant = suggestEmail(value)
  return (
    <div>
      <TextField
        id={id}
        label="E-mail"
        hint="Your receipt and the way to what you bought go here."
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        error={error}
      />
      <div role="status">
        {meant && (
          <p className="text-2">
            Did you mean{' '}
            <button
              type="button"
              className="link inline-flex min-h-target items-center font-semibold"
              onClick={() => onValueChange(meant)}
            >
              {meant}
            </button>
            ?
          </p>
        )}
      </div>
    </div>
  )
}

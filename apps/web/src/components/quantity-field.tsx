import { useEffect, useId, useState } from 'react'
import { Icon } from './icon.tsx'

interface QuantityFieldProps {
  /** Names the field for screen readers: `Seats`, `Quantity of 50 Image Credits`. */
  label: string
  value: number
  /** At most 99, or fewer when there are not that many. */
  max?: number
  isDisabled?: boolean
  onChange: (quantity: number) => void
}

const STEP = 'grid size-target place-items-center disabled:opacity-40 hover:not-disabled:bg-sunk'

/** A number from 1 to `max`, by steps or typed; a typed number counts when the field is left or Enter is pressed. */
export function QuantityField({ label, value, max = 99, isDisabled = false, onChange }: QuantityFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState(String(value))
  useEffect(() => setTyped(String(value)), [value])

  const settle = () => {
    const wanted = Math.min(max, Math.max(1, Math.trunc(Number(typed)) || value))
    setTyped(String(wanted))
    if (wanted !== value) onChange(wanted)
  }
  return (
    <div className="inline-flex items-center rounded-2 border border-outline bg-raised">
      <button
        type="button"
        className={STEP}
        disabled={isDisabled || value <= 1}
        onClick={() => onChange(Math.min(max, value - 1))}
      >
        <Icon name="minus" size={18} />
        <span className="sr-only">One fewer</span>
      </button>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        maxLength={2}
        disabled={isDisabled}
        value={typed}
        onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            settle()
          }
        }}
        className="tabular h-target w-9 bg-transparent text-center font-semibold text-3"
      />
      <button type="button" className={STEP} disabled={isDisabled || value >= max} onClick={() => onChange(value + 1)}>
        <Icon name="plus" size={18} />
        <span className="sr-only">One more</span>
      </button>
    </div>
  )
}

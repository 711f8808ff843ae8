import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import { useId } from 'react'

const CHOICES = [
  { value: 'month', label: 'By the month' },
  { value: 'year', label: 'By the year' },
] as const satisfies ReadonlyArray<{ value: PlanInterval; label: string }>

interface IntervalChoiceProps {
  value: PlanInterval
  onChoice: (interval: PlanInterval) => void
  /** What a year saves, where that is true of everything it stands above: `2 months free`. */
  saving: string | null
}

/** How often to pay: two radio buttons that look like a switch. */
export function IntervalChoice({ value, onChoice, saving }: IntervalChoiceProps) {
  const name = useId()
  return (
    <fieldset>
      <legend className="sr-only">How often to pay</legend>
      <div className="inline-flex max-w-full rounded-2 border border-outline bg-raised p-0.5">
        {CHOICES.map((choice) => (
          <label key={choice.value} className="relative cursor-pointer">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChoice(choice.value)}
              className="peer absolute inset-0 cursor-pointer appearance-none rounded-1"
            />
            <span className="pointer-events-none relative flex min-h-target flex-col justify-center rounded-1 px-4 py-1 text-center font-medium text-2 leading-tight text-soft peer-checked:bg-ink peer-checked:text-paper peer-hover:text-ink peer-checked:peer-hover:text-paper sm:px-5">
              {choice.label}
              {choice.value === 'year' && saving && <span className="block font-normal text-1">{saving}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

import { type ReactNode, useEffect, useState } from 'react'
import { DESK_SEARCH } from '../lib/use-list-keys.ts'
import { Icon } from './icon.tsx'

const TYPING_PAUSE_MS = 300

interface DeskSearchFieldProps {
  value: string
  label: string
  placeholder: string
  onSearch: (search: string) => void
}

/** Searches while typing; `/` brings the focus here. */
export function DeskSearchField({ value, label, placeholder, onSearch }: DeskSearchFieldProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = window.setTimeout(() => {
      // Whoever has gone on to a row must not be called back by what was typed before.
      if (document.activeElement?.id === DESK_SEARCH) onSearch(typed.trim())
    }, TYPING_PAUSE_MS)
    return () => window.clearTimeout(timer)
  })
  return (
    <search className="relative min-w-0 grow basis-64">
      <label htmlFor={DESK_SEARCH} className="sr-only">
        {label}
      </label>
      <Icon
        name="search"
        size={18}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-soft"
      />
      <input
        id={DESK_SEARCH}
        type="search"
        maxLength={120}
        value={typed}
        placeholder={placeholder}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed.trim() !== value && onSearch(typed.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(typed.trim())
          if (event.key !== 'Escape') return
          // Leaves the field for the rows; the browser would clear it instead.
          event.preventDefault()
          event.currentTarget.blur()
        }}
        className="block min-h-target w-full rounded-2 border border-outline bg-raised pr-3 pl-9 text-2 placeholder:text-soft hover:border-ink"
      />
    </search>
  )
}

interface ChoiceFilterProps<Value extends string> {
  label: string
  /** What choosing nothing is called: `Every state`. */
  every: string
  value: Value | undefined
  choices: ReadonlyArray<{ value: Value; label: string }>
  onChoice: (value: Value | undefined) => void
}

export function ChoiceFilter<Value extends string>({
  label,
  every,
  value,
  choices,
  onChoice,
}: ChoiceFilterProps<Value>) {
  return (
    <label className="relative min-w-0 max-w-full sm:max-w-60">
      <span className="sr-only">{label}</span>
      <select
        value={value ?? ''}
        onChange={(event) => onChoice(choices.find((choice) => choice.value === event.target.value)?.value)}
        className="min-h-target w-full appearance-none truncate rounded-2 border border-outline bg-raised py-2 pr-10 pl-3 text-2 hover:border-ink"
      >
        <option value="">{every}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={18} className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2" />
    </label>
  )
}

export const FilterBar = ({ children }: { children: ReactNode }) => (
  <div className="mb-3 flex flex-wrap items-center gap-3">{children}</div>
)

export const KeyHints = ({ hasSearch }: { hasSearch: boolean }) => (
  <p className="mt-3 text-1 text-soft max-lg:hidden">
    {hasSearch && (
      <>
        <kbd className="font-semibold">/</kbd> search,{' '}
      </>
    )}
    <kbd className="font-semibold">j</kbd> <kbd className="font-semibold">k</kbd> move,{' '}
    <kbd className="font-semibold">enter</kbd> opens
  </p>
)

import { useNavigate } from '@tanstack/react-router'
import { Select } from '../../components/select.tsx'
import { creditTypeName } from '../../lib/credit-words.ts'
import type { CreditsSearch } from './credits-search.ts'
import { ENTRY_KINDS, isEntryKind } from './entry-words.ts'

const KINDS = Object.entries(ENTRY_KINDS).map(([value, label]) => ({ value, label }))

interface StatementFiltersProps {
  search: CreditsSearch
  /** Types that the reader has an account of. */
  types: readonly string[]
}

/** Which changes are shown; it lives in the address. */
export function StatementFilters({ search, types }: StatementFiltersProps) {
  const navigate = useNavigate()
  const go = (next: CreditsSearch) => void navigate({ to: '/credits', search: next, resetScroll: false })
  const { type: _type, ...anyType } = search
  const { kind: _kind, ...anyKind } = search
  const shown = search.type === undefined || types.includes(search.type) ? types : [...types, search.type]
  return (
    <div className="grid gap-3 sm:max-w-[32rem] sm:grid-cols-2">
      <Select
        label="Credits"
        value={search.type ?? ''}
        options={[
          { value: '', label: 'All types' },
          ...shown.map((type) => ({ value: type, label: creditTypeName(type) })),
        ]}
        onValueChange={(type) => go(type === '' ? anyType : { ...search, type })}
      />
      <Select
        label="What happened"
        value={search.kind ?? ''}
        options={[{ value: '', label: 'Everything' }, ...KINDS]}
        onValueChange={(kind) => go(isEntryKind(kind) ? { ...search, kind } : anyKind)}
      />
    </div>
  )
}

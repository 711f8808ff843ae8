import type { ProductSort } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { Link, useNavigate } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { KIND_WORDS } from '../../lib/kind-words.ts'
import type { CatalogueSearch } from './catalogue-search.ts'

const SORTS: ReadonlyArray<{ value: ProductSort; label: string }> = [
  { value: 'featured', label: 'As in the shop' },
  { value: 'newest', label: 'Newest first' },
  { value: 'price-low', label: 'Lowest price first' },
  { value: 'price-high', label: 'Highest price first' },
  { value: 'title', label: 'By title' },
]

const KINDS = Object.keys(KIND_WORDS) as ProductKind[]

const without = ({ pages: _pages, ...search }: CatalogueSearch): CatalogueSearch => search

/** The kinds as links, the order as a list; both live in the address. */
export function ShelfFilters({ search }: { search: CatalogueSearch }) {
  const navigate = useNavigate()
  const { kind: _kind, ...anyKind } = without(search)
  return (
    <div className="flex flex-col gap-x-8 gap-y-3 border-hairline border-b lg:flex-row lg:items-end lg:justify-between">
      <nav aria-label="Kinds" className="-mx-gutter overflow-x-auto px-gutter [scrollbar-width:none]">
        <ul className="-mx-3 flex whitespace-nowrap">
          <KindLink search={anyKind} isOn={search.kind === undefined}>
            Everything
          </KindLink>
          {KINDS.map((kind) => (
            <KindLink key={kind} search={{ ...anyKind, kind }} isOn={search.kind === kind}>
              {KIND_WORDS[kind].many}
            </KindLink>
          ))}
        </ul>
      </nav>
      <label className="relative flex items-center gap-2 self-start pb-2 text-2 text-soft lg:self-auto lg:pb-0">
        <span className="whitespace-nowrap">Order</span>
        <select
          value={search.sort ?? 'featured'}
          onChange={(event) => {
            const sort = SORTS.find(({ value }) => value === event.target.value)?.value ?? 'featured'
            const { sort: _sort, ...rest } = without(search)
            void navigate({ to: '/', search: sort === 'featured' ? rest : { ...rest, sort }, resetScroll: false })
          }}
          className="min-h-target appearance-none rounded-2 bg-transparent pr-7 pl-1 font-medium text-ink hover:underline"
        >
          {SORTS.map(({ value, label }) => (
            <option key={value} value={value} className="bg-raised">
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} className="pointer-events-none absolute right-1" />
      </label>
    </div>
  )
}

interface KindLinkProps {
  search: CatalogueSearch
  isOn: boolean
  children: string
}

function KindLink({ search, isOn, children }: KindLinkProps) {
  return (
    <li>
      <Link
        to="/"
        search={search}
        resetScroll={false}
        aria-current={isOn ? 'page' : undefined}
        className={`inline-flex min-h-target items-center border-b-2 px-3 text-2 ${
          isOn ? 'border-vermilion font-semibold text-ink' : 'border-transparent font-medium text-soft hover:text-ink'
        }`}
      >
        {children}
      </Link>
    </li>
  )
}

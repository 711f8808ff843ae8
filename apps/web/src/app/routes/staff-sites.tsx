import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { ChoiceFilter, DeskSearchField, FilterBar, KeyHints } from '../../components/list-filters.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Pager } from '../../components/pager.tsx'
import { STATUS_WORDS } from '../../features/sites/site-words.ts'
import { SitesLedger } from '../../features/sites/sites-ledger.tsx'
import { SITE_STATUSES, type SitesSearch } from '../../features/sites/sites-search.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const STATUSES = SITE_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value].word }))

export function StaffSitesPage() {
  const shop = useShop()
  const filter = useSearch({ from: '/staff/sites' })
  const navigate = useNavigate({ from: '/staff/sites' })
  const page = trpc.staff.sites.list.useQuery(filter, { placeholderData: keepPreviousData })
  useListKeys()
  const set = (search: SitesSearch, replace = false) => void navigate({ search, replace })
  const { cursor, ...first } = filter
  const isFiltered = Object.keys(first).length > 0
  const sites = page.data?.items ?? []
  return (
    <>
      <PageTitle shopName={shop?.name}>Sites, desk</PageTitle>
      <h1 className="text-5">Sites</h1>
      <p className="mt-1 mb-4 max-w-measure text-2 text-soft">
        Where the WordPress plugin runs. Each registered itself, and has credentials of its own.
      </p>
      <FilterBar>
        <DeskSearchField
          value={filter.search ?? ''}
          label="Search sites"
          placeholder="Address, title, owner’s e-mail or id"
          onSearch={(search) =>
            set({ ...(filter.status && { status: filter.status }), ...(search && { search }) }, true)
          }
        />
        <ChoiceFilter
          label="Status"
          every="Every status"
          value={filter.status}
          choices={STATUSES}
          onChoice={(status) => set({ ...(filter.search && { search: filter.search }), ...(status && { status }) })}
        />
      </FilterBar>
      {page.error ? (
        <FailureMessage
          failure={readFailure(page.error)}
          actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      ) : page.isSuccess && sites.length === 0 ? (
        <EmptyState
          title={isFiltered ? 'No site like that' : 'No site has registered yet'}
          actions={isFiltered && <Button onClick={() => set({})}>Show all sites</Button>}
        >
          <p>
            {isFiltered
              ? 'Search by a part of its address, its title or its owner’s address.'
              : 'The plugin does so by itself, once this shop’s address is in its settings.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div aria-busy={page.isPlaceholderData} className={page.isPlaceholderData ? 'opacity-55' : ''}>
            <SitesLedger sites={sites} isLoading={page.isPending} />
          </div>
          <Pager
            isFirst={cursor === undefined}
            hasMore={Boolean(page.data?.nextCursor)}
            onFirst={() => set(first)}
            onMore={() => page.data?.nextCursor && set({ ...filter, cursor: page.data.nextCursor })}
          />
          <KeyHints hasSearch />
        </>
      )}
    </>
  )
}

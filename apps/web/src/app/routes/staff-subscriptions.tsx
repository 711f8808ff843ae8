import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { ChoiceFilter, DeskSearchField, FilterBar, KeyHints } from '../../components/list-filters.tsx'
import { useNotices } from '../../components/notices.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Pager } from '../../components/pager.tsx'
import { SubscriptionsLedger } from '../../features/staff/subscriptions-ledger.tsx'
import { STATUS_WORDS, STATUSES, type SubscriptionsSearch } from '../../features/staff/subscriptions-search.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const CHOICES = STATUSES.map((value) => ({ value, label: STATUS_WORDS[value].word }))

export function StaffSubscriptionsPage() {
  const shop = useShop()
  const notices = useNotices()
  const filter = useSearch({ from: '/staff/subscriptions' })
  const navigate = useNavigate({ from: '/staff/subscriptions' })
  const utils = trpc.useUtils()
  const page = trpc.staff.subscriptions.useQuery(filter, { placeholderData: keepPreviousData })
  const refresh = trpc.staff.refreshSubscription.useMutation({
    onSuccess: ({ status }) => {
      notices.show(`Looked at again: ${STATUS_WORDS[status].word.toLowerCase()}.`)
      void utils.staff.subscriptions.invalidate()
    },
  })
  useListKeys()
  const set = (search: SubscriptionsSearch, replace = false) => void navigate({ search, replace })
  const { cursor, ...first } = filter
  const isFiltered = Object.keys(first).length > 0
  const subscriptions = page.data?.items ?? []
  return (
    <>
      <PageTitle shopName={shop?.name}>Subscriptions, desk</PageTitle>
      <h1 className="mb-4 text-5">Subscriptions</h1>
      <FilterBar>
        <DeskSearchField
          value={filter.search ?? ''}
          label="Search subscriptions"
          placeholder="Whole e-mail, sub_… or cus_…"
          onSearch={(search) =>
            set({ ...(filter.status && { status: filter.status }), ...(search && { search }) }, true)
          }
        />
        <ChoiceFilter
          label="Status"
          every="Every status"
          value={filter.status}
          choices={CHOICES}
          onChoice={(status) => set({ ...(filter.search && { search: filter.search }), ...(status && { status }) })}
        />
      </FilterBar>
      {refresh.error && <FailureMessage className="mb-4" failure={readFailure(refresh.error)} />}
      {page.error ? (
        <FailureMessage
          failure={readFailure(page.error)}
          actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      ) : page.isSuccess && subscriptions.length === 0 ? (
        <EmptyState
          title={isFiltered ? 'No subscription like that' : 'No subscriptions yet'}
          actions={isFiltered && <Button onClick={() => set({})}>Show all subscriptions</Button>}
        >
          <p>
            {isFiltered
              ? 'Search by whole e-mail address, or a sub_ or cus_ id.'
              : 'The first one appears here as soon as somebody subscribes to a plan.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div aria-busy={page.isPlaceholderData} className={page.isPlaceholderData ? 'opacity-55' : ''}>
            <SubscriptionsLedger
              subscriptions={subscriptions}
              isLoading={page.isPending}
              refreshingId={refresh.isPending ? refresh.variables.subscriptionId : null}
              onRefresh={(subscriptionId) => refresh.mutate({ subscriptionId })}
            />
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

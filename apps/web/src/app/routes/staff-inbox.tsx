import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { ChoiceFilter, FilterBar, KeyHints } from '../../components/list-filters.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Pager } from '../../components/pager.tsx'
import { INBOX_STATES, INBOX_WHOSE, type InboxSearch } from '../../features/staff/desk-search.ts'
import { countOf, InstanceCounts } from '../../features/staff/inbox-instances.tsx'
import { InboxLedger } from '../../features/staff/inbox-ledger.tsx'
import { inboxStateWords } from '../../features/staff/inbox-state-words.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const STATES = INBOX_STATES.map((value) => ({ value, label: inboxStateWords(value).word }))

const WHOSE = { ours: 'Of this shop', others: 'Others’', unclaimed: 'Unclaimed' } as const

export function StaffInboxPage() {
  const shop = useShop()
  const filter = useSearch({ from: '/staff/inbox' })
  const navigate = useNavigate({ from: '/staff/inbox' })
  const page = trpc.staff.inbox.useQuery(filter, { placeholderData: keepPreviousData })
  const counts = trpc.staff.inboxInstances.useQuery().data ?? []
  useListKeys()
  const set = (search: InboxSearch) => void navigate({ search })
  const events = page.data?.items ?? []
  const { cursor, ...chosen } = filter
  const isFiltered = Object.keys(chosen).length > 0
  return (
    <>
      <PageTitle shopName={shop?.name}>Inbox, desk</PageTitle>
      <h1 className="text-5">Inbox</h1>
      <p className="mt-1 mb-4 max-w-measure text-2 text-soft">
        What the payment service told the shop. Each event is stored once and counts as a hint; the truth is asked for.
      </p>
      <FilterBar>
        <ChoiceFilter
          label="State"
          every="Every state"
          value={filter.state}
          choices={STATES}
          onChoice={(state) => set({ ...whoseOf(chosen), ...(state && { state }) })}
        />
        <ChoiceFilter
          label="Whose"
          every="Everybody’s"
          value={filter.whose}
          choices={INBOX_WHOSE.map((value) => ({
            value,
            label: value === 'ours' ? WHOSE.ours : `${WHOSE[value]} (${countOf(counts, value)})`,
          }))}
          onChoice={(whose) => set({ ...(chosen.state && { state: chosen.state }), ...(whose && { whose }) })}
        />
      </FilterBar>
      <InstanceCounts counts={counts} chosen={filter.instance} />
      {page.error ? (
        <FailureMessage
          failure={readFailure(page.error)}
          actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      ) : page.isSuccess && events.length === 0 ? (
        <EmptyState
          title={isFiltered ? 'No event of this kind' : 'No event has come yet'}
          actions={isFiltered && <Button onClick={() => set({})}>Show all events</Button>}
        >
          <p>
            {isFiltered
              ? 'That is good news for some of them.'
              : 'Events come with the first payment page. If none does, check the webhook’s address and secret.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div className={page.isPlaceholderData ? 'opacity-55' : ''}>
            <InboxLedger events={events} isLoading={page.isPending} />
          </div>
          <Pager
            isFirst={cursor === undefined}
            hasMore={Boolean(page.data?.nextCursor)}
            onFirst={() => set(chosen)}
            onMore={() => page.data?.nextCursor && set({ ...chosen, cursor: page.data.nextCursor })}
          />
          <KeyHints hasSearch={false} />
        </>
      )}
    </>
  )
}

const whoseOf = ({ whose, instance }: InboxSearch): InboxSearch => ({
  ...(whose && { whose }),
  ...(instance && { instance }),
})

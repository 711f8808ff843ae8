import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { ChoiceFilter, FilterBar, KeyHints } from '../../components/list-filters.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Pager } from '../../components/pager.tsx'
import { INBOX_STATES, type InboxSearch } from '../../features/staff/desk-search.ts'
import { InboxLedger } from '../../features/staff/inbox-ledger.tsx'
import { inboxStateWords } from '../../features/staff/inbox-state-words.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const STATES = INBOX_STATES.map((value) => ({ value, label: inboxStateWords(value).word }))

export function StaffInboxPage() {
  const shop = useShop()
  const filter = useSearch({ from: '/staff/inbox' })
  const navigate = useNavigate({ from: '/staff/inbox' })
  const page = trpc.staff.inbox.useQuery(filter, { placeholderData: keepPreviousData })
  useListKeys()
  const set = (search: InboxSearch) => void navigate({ search })
  const events = page.data?.items ?? []
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
          onChoice={(state) => set(state ? { state } : {})}
        />
      </FilterBar>
      {page.error ? (
        <FailureMessage
          failure={readFailure(page.error)}
          actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      ) : page.isSuccess && events.length === 0 ? (
        <EmptyState
          title={filter.state ? 'No event in this state' : 'No event has come yet'}
          actions={filter.state && <Button onClick={() => set({})}>Show all events</Button>}
        >
          <p>
            {filter.state
              ? 'That is good news for some states.'
              : 'Events come with the first payment page. If none does, check the webhook’s address and secret.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div className={page.isPlaceholderData ? 'opacity-55' : ''}>
            <InboxLedger events={events} isLoading={page.isPending} />
          </div>
          <Pager
            isFirst={filter.cursor === undefined}
            hasMore={Boolean(page.data?.nextCursor)}
            onFirst={() => set(filter.state ? { state: filter.state } : {})}
            onMore={() => page.data?.nextCursor && set({ ...filter, cursor: page.data.nextCursor })}
          />
          <KeyHints hasSearch={false} />
        </>
      )}
    </>
  )
}

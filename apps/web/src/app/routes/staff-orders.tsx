import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { ChoiceFilter, DeskSearchField, FilterBar, KeyHints } from '../../components/list-filters.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Pager } from '../../components/pager.tsx'
import { ORDER_STATES, type OrdersSearch } from '../../features/staff/desk-search.ts'
import { OrdersLedger } from '../../features/staff/orders-ledger.tsx'
import { readFailure } from '../../lib/failure.ts'
import { orderStateWords } from '../../lib/order-state-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const STATES = ORDER_STATES.map((value) => ({ value, label: orderStateWords(value).word }))

export function StaffOrdersPage() {
  const shop = useShop()
  const filter = useSearch({ from: '/staff/orders' })
  const navigate = useNavigate({ from: '/staff/orders' })
  const page = trpc.staff.orders.useQuery(filter, { placeholderData: keepPreviousData })
  useListKeys()
  const set = (search: OrdersSearch, replace = false) => void navigate({ search, replace })
  const isFiltered = Boolean(filter.search ?? filter.state)
  const orders = page.data?.items ?? []
  return (
    <>
      <PageTitle shopName={shop?.name}>Orders, desk</PageTitle>
      <h1 className="mb-4 text-5">Orders</h1>
      <FilterBar>
        <DeskSearchField
          value={filter.search ?? ''}
          label="Search orders"
          placeholder="Order number, e-mail, cs_… or pi_…"
          onSearch={(search) => set({ ...(filter.state && { state: filter.state }), ...(search && { search }) }, true)}
        />
        <ChoiceFilter
          label="State"
          every="Every state"
          value={filter.state}
          choices={STATES}
          onChoice={(state) => set({ ...(filter.search && { search: filter.search }), ...(state && { state }) })}
        />
      </FilterBar>
      {page.error ? (
        <FailureMessage
          failure={readFailure(page.error)}
          actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      ) : page.isSuccess && orders.length === 0 ? (
        <EmptyState
          title={isFiltered ? 'No order like that' : 'No orders yet'}
          actions={isFiltered && <Button onClick={() => set({})}>Show all orders</Button>}
        >
          <p>
            {isFiltered
              ? 'Search by number, whole e-mail address, or a cs_ or pi_ id.'
              : 'The first order appears here as soon as somebody begins to pay.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div className={page.isPlaceholderData ? 'opacity-55' : ''}>
            <OrdersLedger orders={orders} isLoading={page.isPending} />
          </div>
          <Pager
            isFirst={filter.cursor === undefined}
            hasMore={Boolean(page.data?.nextCursor)}
            onFirst={() =>
              set({ ...(filter.search && { search: filter.search }), ...(filter.state && { state: filter.state }) })
            }
            onMore={() => page.data?.nextCursor && set({ ...filter, cursor: page.data.nextCursor })}
          />
          <KeyHints hasSearch />
        </>
      )}
    </>
  )
}

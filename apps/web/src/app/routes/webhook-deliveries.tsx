import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { KeyHints } from '../../components/list-filters.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Pager } from '../../components/pager.tsx'
import type { DeliveriesSearch } from '../../features/webhooks/deliveries-search.ts'
import { DeliveryFilters } from '../../features/webhooks/delivery-filters.tsx'
import { DeliveryLedger } from '../../features/webhooks/delivery-ledger.tsx'
import { ReplayDialog } from '../../features/webhooks/replay-dialog.tsx'
import { receiverKey, useReceivers } from '../../features/webhooks/use-receivers.ts'
import { WebhookTabs } from '../../features/webhooks/webhook-tabs.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

/** How often a list is asked for again while something in it is on its way. */
const ASK_AGAIN_MS = 5000

export function StaffDeliveriesPage() {
  const filter = useSearch({ from: '/staff/webhooks/deliveries' })
  const navigate = useNavigate({ from: '/staff/webhooks/deliveries' })
  return <DeliveriesPage side="shop" filter={filter} onFilter={(search) => void navigate({ search })} />
}

export function SellingDeliveriesPage() {
  const filter = useSearch({ from: '/selling/webhooks/deliveries' })
  const navigate = useNavigate({ from: '/selling/webhooks/deliveries' })
  return <DeliveriesPage side="seller" filter={filter} onFilter={(search) => void navigate({ search })} />
}

interface DeliveriesPageProps {
  side: WebhookSide
  filter: DeliveriesSearch
  onFilter: (filter: DeliveriesSearch) => void
}

/** What was told to whom. */
function DeliveriesPage({ side, filter, onFilter }: DeliveriesPageProps) {
  const shop = useShop()
  const [isReplaying, setIsReplaying] = useState(false)
  const { endpoint, site, cursor, ...rest } = filter
  const page = trpc.webhooks.deliveries.useQuery(
    {
      side,
      ...rest,
      ...(endpoint && { endpointId: endpoint }),
      ...(site && { siteId: site }),
      ...(cursor && { cursor }),
    },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        state.data?.items.some((delivery) => delivery.state === 'pending') ? ASK_AGAIN_MS : false,
    },
  )
  const events = trpc.webhooks.eventTypes.useQuery({ side }, { staleTime: Number.POSITIVE_INFINITY })
  const receivers = useReceivers(side, filter)
  useListKeys()
  const { cursor: _, ...first } = filter
  const isFiltered = Object.keys(first).length > 0
  const deliveries = page.data?.items ?? []
  const receiver = receivers.find(({ value }) => value === receiverKey(filter))?.label ?? null
  return (
    <>
      <PageTitle shopName={shop?.name}>{side === 'shop' ? 'Deliveries, desk' : 'Deliveries'}</PageTitle>
      <h1 className={`mb-3 ${side === 'shop' ? 'text-5' : 'text-6'}`}>Deliveries</h1>
      <WebhookTabs side={side} />
      <DeliveryFilters filter={filter} receivers={receivers} events={events.data ?? []} onFilter={onFilter}>
        <Button variant="quiet" className="text-2! sm:ml-auto" onClick={() => setIsReplaying(true)}>
          Replay many
        </Button>
      </DeliveryFilters>
      {page.error ? (
        <FailureMessage
          failure={readFailure(page.error)}
          actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      ) : page.isSuccess && deliveries.length === 0 ? (
        <EmptyState
          title={isFiltered ? 'No delivery like that' : 'Nothing was sent yet'}
          actions={isFiltered && <Button onClick={() => onFilter({})}>Show all deliveries</Button>}
        >
          <p>
            {isFiltered
              ? 'That is good news for some states.'
              : 'What happens is sent to every endpoint that asks for it, and shows here with each attempt.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div aria-busy={page.isPlaceholderData} className={page.isPlaceholderData ? 'opacity-55' : ''}>
            <DeliveryLedger side={side} deliveries={deliveries} isLoading={page.isPending} />
          </div>
          <Pager
            isFirst={cursor === undefined}
            hasMore={Boolean(page.data?.nextCursor)}
            onFirst={() => onFilter(first)}
            onMore={() => page.data?.nextCursor && onFilter({ ...filter, cursor: page.data.nextCursor })}
          />
          <KeyHints hasSearch={false} />
        </>
      )}
      {isReplaying && (
        <ReplayDialog side={side} filter={first} receiver={receiver} onClose={() => setIsReplaying(false)} />
      )}
    </>
  )
}

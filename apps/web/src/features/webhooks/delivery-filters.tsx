import type { WebhookEventChoice } from '@cashwrap/shared/contracts/webhooks'
import type { ReactNode } from 'react'
import { ChoiceFilter, FilterBar } from '../../components/list-filters.tsx'
import { DELIVERY_STATES, type DeliveriesSearch } from './deliveries-search.ts'
import { STATE_NAMES } from './delivery-words.ts'
import { type ReceiverKey, receiverKey, receiverSearch } from './use-receivers.ts'

const STATES = DELIVERY_STATES.map((value) => ({ value, label: STATE_NAMES[value] }))

interface DeliveryFiltersProps {
  filter: DeliveriesSearch
  receivers: readonly { value: ReceiverKey; label: string }[]
  events: readonly WebhookEventChoice[]
  onFilter: (filter: DeliveriesSearch) => void
  children: ReactNode
}

/** By receiver, state and type; changing one begins at the newest again. */
export function DeliveryFilters({ filter, receivers, events, onFilter, children }: DeliveryFiltersProps) {
  const { endpoint, site, state, type } = filter
  const receiver = { ...(endpoint && { endpoint }), ...(site && { site }) }
  return (
    <FilterBar>
      <ChoiceFilter
        label="Receiver"
        every="Every receiver"
        value={receiverKey(filter)}
        choices={receivers}
        onChoice={(key) => onFilter({ ...receiverSearch(key), ...(state && { state }), ...(type && { type }) })}
      />
      <ChoiceFilter
        label="State"
        every="Every state"
        value={state}
        choices={STATES}
        onChoice={(wanted) => onFilter({ ...receiver, ...(wanted && { state: wanted }), ...(type && { type }) })}
      />
      <ChoiceFilter
        label="Event"
        every="Every event"
        value={type}
        choices={events.map((event) => ({ value: event.type, label: event.type }))}
        onChoice={(wanted) => onFilter({ ...receiver, ...(state && { state }), ...(wanted && { type: wanted }) })}
      />
      {children}
    </FilterBar>
  )
}

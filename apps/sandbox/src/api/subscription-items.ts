import { z } from 'zod'
import { onClockOf } from '../billing/on-clock.ts'
import type { Call } from '../context.ts'
import type { SubscriptionItemObject, SubscriptionObject } from '../state/billing-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { ItemParams, PAYMENT_BEHAVIOR, PRORATION_BEHAVIOR } from './subscription-params.ts'
import { applyUpdate } from './update-subscription.ts'

const { deleted: _deleted, id: _id, clear_usage: _clearUsage, ...itemParts } = ItemParams.shape

const behavior = {
  expand: params.expand(),
  off_session: params.boolean().optional(),
  payment_behavior: PAYMENT_BEHAVIOR.optional(),
  proration_behavior: PRORATION_BEHAVIOR.optional(),
  proration_date: params.integer().optional(),
}

const CreateItem = z.strictObject({ ...itemParts, ...behavior, subscription: params.text() })
const UpdateItem = z.strictObject({ ...itemParts, ...behavior })
const DeleteItem = z.strictObject({ ...behavior, clear_usage: params.notEmulated() })
const ListItems = z.strictObject({ ...params.paging, subscription: params.text() })

/** Single items of a subscription; a change of one is a change of its subscription. */
export const subscriptionItemEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/subscription_items', CreateItem, (call, given) => {
    const before = findByParam(call, 'subscription', 'subscription', given.subscription, 'subscription')
    const { item, how } = split(given)
    return onClockOf(call, before, () => {
      const { subscription } = applyUpdate(call, before, { ...how, items: [item] })
      const added = subscription.items.data.at(-1)
      if (!added) throw new Error('An item was added and is not there.')
      return added
    })
  }),

  endpoint('GET', '/v1/subscription_items/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const { item } = requireItem(call, pathId(path))
    return item
  }),

  endpoint('POST', '/v1/subscription_items/:id', UpdateItem, (call, given, path) => {
    const { subscription: before, item: old } = requireItem(call, pathId(path))
    const { item, how } = split(given)
    return onClockOf(call, before, () => {
      const { subscription } = applyUpdate(call, before, { ...how, items: [{ ...item, id: old.id }] })
      return subscription.items.data.find(({ id }) => id === old.id) ?? old
    })
  }),

  endpoint('DELETE', '/v1/subscription_items/:id', DeleteItem, (call, given, path) => {
    const { subscription: before, item } = requireItem(call, pathId(path))
    if (before.items.data.length === 1) {
      throw invalidRequest(
        'A subscription must have at least one active plan. To cancel it, delete the subscription.',
        { param: 'item' },
      )
    }
    const { how } = split(given)
    onClockOf(call, before, () => applyUpdate(call, before, { ...how, items: [{ id: item.id, deleted: true }] }))
    return { id: item.id, object: 'subscription_item', deleted: true }
  }),

  endpoint('GET', '/v1/subscription_items', ListItems, (call, given) => {
    const { items } = findByParam(call, 'subscription', 'subscription', given.subscription, 'subscription')
    return answerWhole(items.data, '/v1/subscription_items', given)
  }),
]

type Given = Partial<z.output<typeof UpdateItem>>

function split({ metadata, price, price_data: data, quantity, tax_rates: rates, ...rest }: Given) {
  const { payment_behavior, proration_behavior, proration_date } = rest
  return {
    item: { metadata, price, price_data: data, quantity, tax_rates: rates },
    how: { payment_behavior, proration_behavior, proration_date },
  }
}

function requireItem(call: Call, id: string): { subscription: SubscriptionObject; item: SubscriptionItemObject } {
  const row = call.store
    .statement(
      `select json from objects where type = 'subscription'
         and exists (select 1 from json_each(objects.json, '$.items.data') where json_extract(value, '$.id') = ?)`,
    )
    .get(id)
  const subscription: SubscriptionObject | undefined = row && JSON.parse(String(row.json))
  const item = subscription?.items.data.find((one) => one.id === id)
  if (!subscription || !item) throw noSuch('subscription_item', id, 'id', 404)
  return { subscription, item }
}

import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { SubscriptionItemObject, SubscriptionObject } from '../state/billing-types.ts'
import type { PriceObject } from '../state/object-types.ts'
import { invalidRequest } from '../wire/errors.ts'
import { buildItem, planOf } from './build-subscription.ts'
import { isSameRhythm, rhythmOf } from './cycle.ts'
import { wholeAmount } from './invoice-lines.ts'
import { periodOf } from './save-subscription.ts'

/** What becomes of one item, by its id; without one it is a new item. */
export type ItemChange = {
  id?: string
  price?: PriceObject
  quantity?: number
  metadata?: Stripe.Metadata
  taxRates?: readonly Stripe.TaxRate[]
  isDeleted?: boolean
}

export type ChangedItems = {
  items: SubscriptionItemObject[]
  /** As they are now, where they cost something else than before: new ones too. */
  charged: SubscriptionItemObject[]
  /** As they were before. */
  credited: SubscriptionItemObject[]
}

/** The items of a subscription after these changes. Throws Stripe's refusals. */
export function changeItems(
  call: Call,
  subscription: SubscriptionObject,
  changes: readonly ItemChange[],
): ChangedItems {
  const changed: ChangedItems = { items: [...subscription.items.data], charged: [], credited: [] }
  for (const [index, change] of changes.entries()) changeItem(call, subscription, changed, change, `items[${index}]`)
  const [first] = changed.items
  if (!first) {
    throw invalidRequest('A subscription must have at least one active plan. To cancel it, delete the subscription.', {
      param: 'items',
    })
  }
  for (const { price } of changed.items) {
    if (!isSameRhythm(rhythmOf(price), rhythmOf(first.price))) {
      throw invalidRequest('This sandbox bills all items of a subscription in one interval.', {
        code: 'sandbox_not_emulated',
        param: 'items',
      })
    }
  }
  return changed
}

function changeItem(
  call: Call,
  subscription: SubscriptionObject,
  changed: ChangedItems,
  change: ItemChange,
  at: string,
): void {
  if (change.price && change.price.currency !== subscription.currency) {
    throw invalidRequest(
      `The price specified only supports \`${change.price.currency}\`. This doesn't match the expected currency: \`${subscription.currency}\`.`,
      { param: `${at}[price]` },
    )
  }
  if (change.id === undefined) {
    const added = newItem(call, subscription, change, at)
    changed.items.push(added)
    changed.charged.push(added)
    return
  }
  const position = changed.items.findIndex(({ id }) => id === change.id)
  const before = changed.items[position]
  if (!before) {
    throw invalidRequest(`No such subscription item: '${change.id}'`, { code: 'resource_missing', param: `${at}[id]` })
  }
  if (change.isDeleted) {
    changed.items.splice(position, 1)
    changed.credited.push(before)
    return
  }
  const after = itemAfter(before, change)
  changed.items[position] = after
  if (!costsTheSame(before, after)) {
    changed.credited.push(before)
    changed.charged.push(after)
  }
}

function newItem(call: Call, subscription: SubscriptionObject, change: ItemChange, at: string): SubscriptionItemObject {
  const { price, quantity = 1, metadata = {}, taxRates = [] } = change
  if (!price) {
    throw invalidRequest('You must provide one of `price` or `price_data` for each new item.', {
      code: 'parameter_missing',
      param: `${at}[price]`,
    })
  }
  if (subscription.items.data.some((item) => item.price.id === price.id)) {
    throw invalidRequest(
      `Cannot add multiple subscription items with the same plan: ${price.id}. Use the 'quantity' attribute to increase the quantity.`,
      { param: `${at}[price]` },
    )
  }
  return buildItem(call, subscription.id, { price, quantity, metadata, taxRates }, periodOf(subscription))
}

function itemAfter(before: SubscriptionItemObject, change: ItemChange): SubscriptionItemObject {
  const price = change.price ?? before.price
  return {
    ...before,
    metadata: change.metadata ?? before.metadata,
    plan: planOf(price),
    price,
    quantity: change.quantity ?? before.quantity,
    tax_rates: change.taxRates ? [...change.taxRates] : before.tax_rates,
  }
}

function costsTheSame(before: SubscriptionItemObject, after: SubscriptionItemObject): boolean {
  return (
    before.price.id === after.price.id &&
    wholeAmount(before.price, before.quantity) === wholeAmount(after.price, after.quantity)
  )
}

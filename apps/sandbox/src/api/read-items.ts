import type { NewItem } from '../billing/build-subscription.ts'
import type { ItemChange } from '../billing/change-items.ts'
import { isSameRhythm, rhythmOf } from '../billing/cycle.ts'
import type { Call } from '../context.ts'
import type { PriceObject } from '../state/object-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { createPrice } from './create-price.ts'
import { requireTaxRates } from './find-tax-rates.ts'
import type { ItemParams, NewItemParams } from './subscription-params.ts'

/** The items that a new subscription is made of, checked: one currency, one interval, each price once. */
export function readNewItems(call: Call, given: readonly NewItemParams[]): NewItem[] {
  const items = given.map((item, index) => {
    const at = `items[${index}]`
    const price = priceOf(call, item, at)
    if (!price) {
      throw invalidParameter('You must provide one of `price` or `price_data` for each item.', `${at}[price]`)
    }
    return {
      price,
      quantity: item.quantity ?? 1,
      metadata: newMetadata(item.metadata),
      taxRates: requireTaxRates(call, item.tax_rates || [], `${at}[tax_rates]`),
    }
  })
  const [first] = items
  if (!first) throw invalidParameter('Missing required param: items.', 'items', 'parameter_missing')
  for (const { price } of items) {
    if (price.currency !== first.price.currency) {
      throw invalidRequest(
        `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${first.price.currency}\`.`,
        { param: 'items' },
      )
    }
    if (!isSameRhythm(rhythmOf(price), rhythmOf(first.price))) {
      throw invalidRequest('This sandbox bills all items of a subscription in one interval.', {
        code: 'sandbox_not_emulated',
        param: 'items',
      })
    }
  }
  return items
}

/** What an update says of items. */
export function readItemChanges(
  call: Call,
  given: readonly ItemParams[],
  metadataOf: (id: string) => Record<string, string>,
  at = 'items',
): ItemChange[] {
  return given.map((item, index) => {
    const here = `${at}[${index}]`
    const price = priceOf(call, item, here)
    return {
      ...(item.id === undefined ? {} : { id: item.id }),
      ...(price ? { price } : {}),
      ...(item.quantity === undefined ? {} : { quantity: item.quantity }),
      ...(item.metadata === undefined
        ? {}
        : { metadata: mergeMetadata(item.id === undefined ? {} : metadataOf(item.id), item.metadata) }),
      ...(item.tax_rates === undefined
        ? {}
        : { taxRates: requireTaxRates(call, item.tax_rates || [], `${here}[tax_rates]`) }),
      ...(item.deleted ? { isDeleted: true } : {}),
    }
  })
}

/** A recurring price that may still be subscribed to, by its id or made for this item alone. */
export function priceOf(
  call: Call,
  item: Pick<ItemParams, 'price' | 'price_data'>,
  at: string,
): PriceObject | undefined {
  if (item.price !== undefined && item.price_data !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: price, price_data.', at)
  }
  if (item.price_data) {
    findByParam(call, 'product', 'product', item.price_data.product, `${at}[price_data][product]`)
    const made = createPrice(call, { ...item.price_data, active: false }, `${at}[price_data]`)
    return recurring(made, `${at}[price_data]`)
  }
  if (item.price === undefined) return undefined
  const price = findByParam(call, 'price', 'price', item.price, `${at}[price]`)
  if (!price.active) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: `${at}[price]`,
    })
  }
  return recurring(price, `${at}[price]`)
}

function recurring(price: PriceObject, param: string): PriceObject {
  if (price.type === 'recurring') return price
  throw invalidRequest(
    `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
    { param },
  )
}

import type { Call } from '../context.ts'
import type { LineItemObject, PriceObject } from '../state/object-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { newMetadata } from '../wire/metadata.ts'
import type { LineItemParams } from './checkout-session-params.ts'
import { createPrice } from './create-price.ts'
import { buildProduct } from './products.ts'

/** The lines of a new session, priced. Inline prices become inactive prices of their own, as at Stripe. */
export function priceLineItems(
  call: Call,
  given: readonly LineItemParams[],
  mode: 'payment' | 'setup' | 'subscription',
): LineItemObject[] {
  let currency: string | undefined
  return given.map((item, index) => {
    const at = `line_items[${index}]`
    const { price, name } = item.price_data ? inlinePrice(call, item, at) : namedPrice(call, item, at)
    if (item.quantity === undefined) {
      throw invalidParameter(`Quantity is required. Add \`quantity\` to \`${at}\``, `${at}[quantity]`)
    }
    if (price.type === 'recurring' && mode === 'payment') {
      throw invalidRequest(
        'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
        { param: 'line_items' },
      )
    }
    if (price.unit_amount === null) {
      throw invalidRequest('Prices in fractions of the smallest unit cannot be paid for by themselves here.', {
        param: `${at}[price]`,
      })
    }
    currency ??= price.currency
    if (price.currency !== currency) {
      throw invalidRequest(
        `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
        { param: `${at}[price]` },
      )
    }
    const amount = price.unit_amount * item.quantity
    return {
      id: ids.lineItem(),
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: name,
      metadata: newMetadata(item.metadata),
      price,
      quantity: item.quantity,
    }
  })
}

type Priced = { price: PriceObject; name: string }

function namedPrice(call: Call, item: LineItemParams, at: string): Priced {
  if (item.price === undefined) {
    throw invalidParameter(
      `You must provide one of \`price\` or \`price_data\` for each line item when using prices.`,
      `${at}[price]`,
      'parameter_missing',
    )
  }
  const price = findByParam(call, 'price', 'price', item.price, `${at}[price]`)
  if (!price.active) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: `${at}[price]`,
    })
  }
  const product = call.store.get('product', price.product)
  if (product && !product.active) {
    throw invalidRequest(
      `The price specified belongs to the product \`${product.id}\`, which is inactive. This field only accepts prices of active products.`,
      { param: `${at}[price]` },
    )
  }
  return { price, name: product?.name ?? price.product }
}

function inlinePrice(call: Call, item: LineItemParams, at: string): Priced {
  if (item.price !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: price, price_data.', at)
  }
  const { product, product_data: productData, ...parts } = item.price_data ?? { currency: 'usd' }
  if ((product === undefined) === (productData === undefined)) {
    throw product === undefined
      ? invalidParameter(
          'You must provide one of `product` or `product_data` for each line item when using price_data.',
          `${at}[price_data][product]`,
          'parameter_missing',
        )
      : invalidParameter('You may only specify one of these parameters: product, product_data.', `${at}[price_data]`)
  }
  const owner = productData
    ? call.store.put('product', buildProduct(call, { ...productData, active: false }), call.account)
    : findByParam(call, 'product', 'product', product ?? '', `${at}[price_data][product]`)
  const price = createPrice(call, { ...parts, product: owner.id, active: false }, `${at}[price_data]`)
  return { price, name: owner.name }
}

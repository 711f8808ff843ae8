import { z } from 'zod'
import type { Call } from '../context.ts'
import type { PriceObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { createPrice, priceParts } from './create-price.ts'
import { buildProduct } from './products.ts'

const CreatePrice = z.strictObject({
  ...priceParts,
  active: params.boolean().optional(),
  billing_scheme: params.oneOf(['per_unit']).optional(),
  currency_options: params.notEmulated(),
  custom_unit_amount: params.notEmulated(),
  expand: params.expand(),
  lookup_key: params.text(200).optional(),
  metadata: params.metadata().optional(),
  nickname: params.text().optional(),
  product: params.text().optional(),
  product_data: z
    .strictObject({
      active: params.boolean().optional(),
      id: params.text().optional(),
      metadata: params.metadata().optional(),
      name: params.text(),
      statement_descriptor: params.text(22).optional(),
      tax_code: params.text().optional(),
      unit_label: params.text(12).optional(),
    })
    .optional(),
  tiers: params.notEmulated(),
  tiers_mode: params.notEmulated(),
  transfer_lookup_key: params.boolean().optional(),
  transform_quantity: params.notEmulated(),
})

const UpdatePrice = z.strictObject({
  active: params.boolean().optional(),
  currency_options: params.notEmulated(),
  expand: params.expand(),
  lookup_key: params.unsettableText(200).optional(),
  metadata: params.metadata().optional(),
  nickname: params.unsettableText().optional(),
  tax_behavior: params.oneOf(['exclusive', 'inclusive', 'unspecified']).optional(),
  transfer_lookup_key: params.boolean().optional(),
})

const ListPrices = z.strictObject({
  ...params.paging,
  active: params.boolean().optional(),
  created: params.createdFilter(),
  currency: params.text().optional(),
  lookup_keys: params.list(params.text(), { max: 10 }).optional(),
  product: params.text().optional(),
  recurring: params.notEmulated(),
  type: params.oneOf(['one_time', 'recurring']).optional(),
})

export const priceEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/prices', CreatePrice, (call, given) => {
    const productId = productOf(call, given)
    if (given.lookup_key !== undefined) freeLookupKey(call, given.lookup_key, given.transfer_lookup_key ?? false)
    const price = createPrice(call, { ...given, product: productId })
    emit(call, 'price.created', price)
    return price
  }),

  endpoint('GET', '/v1/prices/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    findByPath(call, 'price', 'price', pathId(path)),
  ),

  endpoint('POST', '/v1/prices/:id', UpdatePrice, (call, given, path) => {
    const before = findByPath(call, 'price', 'price', pathId(path))
    if (given.lookup_key && given.lookup_key !== before.lookup_key) {
      freeLookupKey(call, given.lookup_key, given.transfer_lookup_key ?? false)
    }
    if (given.tax_behavior !== undefined && before.tax_behavior !== 'unspecified') {
      if (given.tax_behavior !== before.tax_behavior) {
        throw invalidRequest('You cannot change tax_behavior once it is set to inclusive or exclusive.', {
          param: 'tax_behavior',
        })
      }
    }
    const after: PriceObject = {
      ...before,
      active: given.active ?? before.active,
      lookup_key: given.lookup_key === undefined ? before.lookup_key : given.lookup_key,
      metadata: mergeMetadata(before.metadata, given.metadata),
      nickname: given.nickname === undefined ? before.nickname : given.nickname,
      tax_behavior: given.tax_behavior ?? before.tax_behavior,
    }
    call.store.put('price', after)
    emit(call, 'price.updated', after, changesOf(before, after))
    return after
  }),

  endpoint('GET', '/v1/prices', ListPrices, (call, given) =>
    answerList(call, 'price', '/v1/prices', given, {
      ...(given.product === undefined ? {} : { where: { product: given.product } }),
      matches: (price) =>
        (given.active === undefined || price.active === given.active) &&
        (given.currency === undefined || price.currency === given.currency) &&
        (given.type === undefined || price.type === given.type) &&
        (given.lookup_keys === undefined ||
          (price.lookup_key !== null && given.lookup_keys.includes(price.lookup_key))),
    }),
  ),
]

function productOf(call: Call, given: z.output<typeof CreatePrice>): string {
  if (given.product !== undefined && given.product_data !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: product, product_data.')
  }
  if (given.product !== undefined) return findByParam(call, 'product', 'product', given.product, 'product').id
  if (given.product_data === undefined) {
    throw invalidParameter('Missing required param: product.', 'product', 'parameter_missing')
  }
  const product = call.store.put('product', buildProduct(call, given.product_data), call.account)
  emit(call, 'product.created', product)
  return product.id
}

function freeLookupKey(call: Call, key: string, mayTransfer: boolean): void {
  const { data } = call.store.page('price', { limit: 1, account: call.account }, (price) => price.lookup_key === key)
  const holder = data[0]
  if (!holder) return
  if (!mayTransfer) {
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key. To transfer the lookup key, set \`transfer_lookup_key\` to true.`,
      { param: 'lookup_key' },
    )
  }
  call.store.put('price', { ...holder, lookup_key: null })
}

import { z } from 'zod'
import type { Call } from '../context.ts'
import type { ProductObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidRequest } from '../wire/errors.ts'
import { findByPath, refuseTaken } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { createPrice, InlinePrice } from './create-price.ts'

const shared = {
  active: params.boolean().optional(),
  description: params.unsettableText(40_000).optional(),
  expand: params.expand(),
  images: params.list(params.url(), { max: 8 }).optional(),
  marketing_features: params.notEmulated(),
  metadata: params.metadata().optional(),
  package_dimensions: params.notEmulated(),
  shippable: params.boolean().optional(),
  statement_descriptor: params.text(22).optional(),
  tax_code: params.unsettableText().optional(),
  tax_details: params.notEmulated(),
  unit_label: params.unsettableText(12).optional(),
  url: params.url().optional(),
}

const CreateProduct = z.strictObject({
  ...shared,
  id: params.text().optional(),
  name: params.text(),
  type: params.oneOf(['good', 'service']).optional(),
  default_price_data: InlinePrice.optional(),
})

const UpdateProduct = z.strictObject({
  ...shared,
  name: params.text().optional(),
  default_price: params.text().optional(),
})

const ListProducts = z.strictObject({
  ...params.paging,
  active: params.boolean().optional(),
  created: params.createdFilter(),
  ids: params.list(params.text()).optional(),
  shippable: params.boolean().optional(),
  url: params.text().optional(),
})

export type NewProduct = z.output<typeof CreateProduct>

/** A product as it is when new; the id may be the caller's choice. */
export function buildProduct(call: Call, fields: Partial<NewProduct> & { name: string }): ProductObject {
  const now = call.sandbox.clock.now()
  return {
    id: fields.id ?? ids.product(),
    object: 'product',
    active: fields.active ?? true,
    created: now,
    default_price: null,
    description: fields.description ?? null,
    images: fields.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: newMetadata(fields.metadata),
    name: fields.name,
    package_dimensions: null,
    shippable: fields.shippable ?? null,
    statement_descriptor: fields.statement_descriptor ?? null,
    tax_code: fields.tax_code ?? null,
    tax_details: fields.tax_code ? { performance_location: null, tax_code: fields.tax_code } : null,
    type: fields.type ?? 'service',
    unit_label: fields.unit_label ?? null,
    updated: now,
    url: fields.url ?? null,
  }
}

export const productEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/products', CreateProduct, (call, given) => {
    if (given.id !== undefined) refuseTaken(call, 'product', 'Product', given.id)
    const product = call.store.put('product', buildProduct(call, given), call.account)
    emit(call, 'product.created', product)
    if (!given.default_price_data) return product
    const price = createPrice(call, { ...given.default_price_data, product: product.id }, 'default_price_data')
    emit(call, 'price.created', price)
    return call.store.put('product', { ...product, default_price: price.id })
  }),

  endpoint('GET', '/v1/products/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    findByPath(call, 'product', 'product', pathId(path)),
  ),

  endpoint('POST', '/v1/products/:id', UpdateProduct, (call, given, path) => {
    const before = findByPath(call, 'product', 'product', pathId(path))
    if (given.default_price !== undefined && !call.store.has('price', given.default_price)) {
      throw invalidRequest(`No such price: '${given.default_price}'`, {
        code: 'resource_missing',
        param: 'default_price',
      })
    }
    const after: ProductObject = {
      ...before,
      active: given.active ?? before.active,
      default_price: given.default_price ?? before.default_price ?? null,
      description: given.description === undefined ? before.description : given.description,
      images: given.images ?? before.images,
      metadata: mergeMetadata(before.metadata, given.metadata),
      name: given.name ?? before.name,
      shippable: given.shippable ?? before.shippable,
      statement_descriptor: given.statement_descriptor ?? before.statement_descriptor ?? null,
      tax_code: given.tax_code === undefined ? (before.tax_code ?? null) : given.tax_code,
      unit_label: given.unit_label === undefined ? (before.unit_label ?? null) : given.unit_label,
      updated: call.sandbox.clock.now(),
      url: given.url ?? before.url,
    }
    call.store.put('product', after)
    emit(call, 'product.updated', after, changesOf(before, after))
    return after
  }),

  endpoint('DELETE', '/v1/products/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const product = findByPath(call, 'product', 'product', pathId(path))
    if (call.store.where('price', 'product', product.id).length > 0) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.')
    }
    call.store.remove('product', product.id)
    emit(call, 'product.deleted', product)
    return { id: product.id, object: 'product', deleted: true }
  }),

  endpoint('GET', '/v1/products', ListProducts, (call, given) =>
    answerList(call, 'product', '/v1/products', given, {
      matches: (product) =>
        (given.active === undefined || product.active === given.active) &&
        (given.ids === undefined || given.ids.includes(product.id)) &&
        (given.shippable === undefined || product.shippable === given.shippable) &&
        (given.url === undefined || product.url === given.url),
    }),
  ),
]

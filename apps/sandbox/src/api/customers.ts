import { z } from 'zod'
import type { Call } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import type { EMPTY_ADDRESS } from '../payments/payment-methods.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { noSuch } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const shared = {
  address: params.address().optional(),
  balance: params.notEmulated(),
  description: params.unsettableText().optional(),
  email: params.email().optional(),
  expand: params.expand(),
  invoice_settings: params.notEmulated(),
  metadata: params.metadata().optional(),
  name: params.unsettableText(256).optional(),
  payment_method: params.notEmulated(),
  phone: params.unsettableText(20).optional(),
  preferred_locales: params.list(params.text()).optional(),
  shipping: params.notEmulated(),
  source: params.notEmulated(),
  tax: params.notEmulated(),
  tax_exempt: params.oneOf(['none', 'exempt', 'reverse']).optional(),
}

const CreateCustomer = z.strictObject({ ...shared, test_clock: params.text().optional() })
const UpdateCustomer = z.strictObject(shared)

const ListCustomers = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  email: params.text(512).optional(),
  test_clock: params.text().optional(),
})

export const customerEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/customers', CreateCustomer, (call, given) => {
    if (given.test_clock !== undefined) {
      findByParam(call, 'test_helpers.test_clock', 'test clock', given.test_clock, 'test_clock')
    }
    return createCustomer(call, {
      address: given.address ? addressOf(given.address) : null,
      description: given.description ?? null,
      email: given.email ?? null,
      metadata: newMetadata(given.metadata),
      name: given.name ?? null,
      phone: given.phone ?? null,
      ...(given.preferred_locales ? { preferredLocales: given.preferred_locales } : {}),
      testClock: given.test_clock ?? null,
    })
  }),

  endpoint('GET', '/v1/customers/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const id = pathId(path)
    const customer = call.store.get('customer', id)
    // A deleted customer is still answered, as a stub.
    if (!customer) {
      if (call.store.getSetting(deletedKey(id)) === undefined) throw noSuch('customer', id, 'id', 404)
      return { id, object: 'customer', deleted: true }
    }
    return customer
  }),

  endpoint('POST', '/v1/customers/:id', UpdateCustomer, (call, given, path) => {
    const before = requireCustomer(call, pathId(path))
    const after: CustomerObject = {
      ...before,
      address: given.address ? addressOf(given.address) : (before.address ?? null),
      description: given.description === undefined ? before.description : given.description,
      email: given.email ?? before.email,
      metadata: mergeMetadata(before.metadata, given.metadata),
      name: given.name === undefined ? (before.name ?? null) : given.name,
      phone: given.phone === undefined ? (before.phone ?? null) : given.phone,
      preferred_locales: given.preferred_locales ?? before.preferred_locales ?? [],
      tax_exempt: given.tax_exempt ?? before.tax_exempt ?? 'none',
    }
    call.store.put('customer', after)
    emit(call, 'customer.updated', after, changesOf(before, after))
    return after
  }),

  endpoint('DELETE', '/v1/customers/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const customer = requireCustomer(call, pathId(path))
    call.store.remove('customer', customer.id)
    call.store.putSetting(deletedKey(customer.id), 'deleted')
    emit(call, 'customer.deleted', customer)
    return { id: customer.id, object: 'customer', deleted: true }
  }),

  endpoint('GET', '/v1/customers', ListCustomers, (call, given) =>
    answerList(call, 'customer', '/v1/customers', given, {
      matches: (customer) =>
        (given.email === undefined || customer.email === given.email) &&
        (given.test_clock === undefined || customer.test_clock === given.test_clock),
    }),
  ),
]

function requireCustomer(call: Call, id: string): CustomerObject {
  const customer = call.store.get('customer', id)
  if (!customer) throw noSuch('customer', id, 'id', 404)
  return customer
}

function addressOf(given: Partial<Record<keyof typeof EMPTY_ADDRESS, string | undefined>>) {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}

const deletedKey = (id: string) => `deleted_customer ${id}`

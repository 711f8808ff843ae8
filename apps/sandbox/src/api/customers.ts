import { z } from 'zod'
import type { Call } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import { deleteCustomer, isDeletedCustomer } from '../payments/delete-customer.ts'
import { keepMethod, requireKept } from '../payments/keep-method.ts'
import { fullAddress } from '../payments/payment-methods.ts'
import { useStoredCard } from '../payments/stored-cards.ts'
import type { CustomerObject, PaymentMethodObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { noSuch } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { refuseSpent } from './payment-methods.ts'

const shared = {
  address: params.address().optional(),
  balance: params.notEmulated(),
  description: params.unsettableText().optional(),
  email: params.email().optional(),
  expand: params.expand(),
  invoice_settings: z
    .strictObject({
      custom_fields: params.notEmulated(),
      default_payment_method: params.unsettableText().optional(),
      footer: params.notEmulated(),
      rendering_options: params.notEmulated(),
    })
    .optional(),
  metadata: params.metadata().optional(),
  name: params.unsettableText(256).optional(),
  phone: params.unsettableText(20).optional(),
  preferred_locales: params.list(params.text()).optional(),
  shipping: params.notEmulated(),
  source: params.notEmulated(),
  tax: params.notEmulated(),
  tax_exempt: params.oneOf(['none', 'exempt', 'reverse']).optional(),
}

const CreateCustomer = z.strictObject({
  ...shared,
  payment_method: params.text().optional(),
  test_clock: params.text().optional(),
})
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
    const fields = {
      address: given.address ? fullAddress(given.address) : null,
      description: given.description ?? null,
      email: given.email ?? null,
      metadata: newMetadata(given.metadata),
      name: given.name ?? null,
      phone: given.phone ?? null,
      ...(given.preferred_locales ? { preferredLocales: given.preferred_locales } : {}),
      taxExempt: given.tax_exempt ?? 'none',
      testClock: given.test_clock ?? null,
    }
    const customer = createCustomer(call, fields, { silently: true })
    const kept = given.payment_method === undefined ? undefined : keep(call, given.payment_method, customer)
    const wanted = given.invoice_settings?.default_payment_method
    // A ready-made name such as `pm_card_visa` stands for the method that was just made of it.
    const chosen = kept && wanted === given.payment_method ? kept.id : wanted
    const created = call.store.put('customer', { ...customer, invoice_settings: settingsWith(call, customer, chosen) })
    emit(call, 'customer.created', created)
    return created
  }),

  endpoint('GET', '/v1/customers/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const id = pathId(path)
    const customer = call.store.get('customer', id)
    // A deleted customer is still answered, as a stub.
    if (!customer) {
      if (!isDeletedCustomer(call, id)) throw noSuch('customer', id, 'id', 404)
      return { id, object: 'customer', deleted: true }
    }
    return customer
  }),

  endpoint('POST', '/v1/customers/:id', UpdateCustomer, (call, given, path) => {
    const before = requireCustomer(call, pathId(path))
    const after: CustomerObject = {
      ...before,
      address: given.address ? fullAddress(given.address) : (before.address ?? null),
      description: given.description === undefined ? before.description : given.description,
      email: given.email ?? before.email,
      invoice_settings: settingsWith(call, before, given.invoice_settings?.default_payment_method),
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
    deleteCustomer(call, customer)
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

function keep(call: Call, id: string, customer: CustomerObject): PaymentMethodObject {
  const { card, method } = useStoredCard(call, id)
  refuseSpent(call, method)
  return keepMethod(call, card, method, customer)
}

/** The customer's invoice settings with this default method; null unsets it, undefined leaves it. */
function settingsWith(
  call: Call,
  { id, invoice_settings: settings }: CustomerObject,
  chosen: string | null | undefined,
): CustomerObject['invoice_settings'] {
  if (chosen === undefined) return settings
  if (chosen !== null) requireKept(call, id, chosen, 'invoice_settings[default_payment_method]')
  return { ...settings, default_payment_method: chosen }
}

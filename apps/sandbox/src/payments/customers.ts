import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids, randomToken } from '../wire/ids.ts'

export type NewCustomer = {
  id?: string
  email: string | null
  name: string | null
  phone?: string | null
  description?: string | null
  address?: Stripe.Address | null
  metadata?: Stripe.Metadata
  preferredLocales?: string[]
  taxExempt?: 'none' | 'exempt' | 'reverse'
  testClock?: string | null
}

/** Stores a customer, with its event unless it is planted. */
export function createCustomer(call: Call, fields: NewCustomer, options: { silently?: boolean } = {}): CustomerObject {
  const clock = fields.testClock ? call.store.get('test_helpers.test_clock', fields.testClock) : undefined
  const customer: CustomerObject = {
    id: fields.id ?? ids.customer(),
    object: 'customer',
    address: fields.address ?? null,
    balance: 0,
    created: clock?.frozen_time ?? call.sandbox.clock.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: fields.description ?? null,
    discount: null,
    email: fields.email,
    invoice_prefix: randomToken(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: fields.metadata ?? {},
    name: fields.name,
    next_invoice_sequence: 1,
    phone: fields.phone ?? null,
    preferred_locales: fields.preferredLocales ?? [],
    shipping: null,
    tax_exempt: fields.taxExempt ?? 'none',
    test_clock: fields.testClock ?? null,
  }
  call.store.put('customer', customer, call.account)
  if (!options.silently) emit(call, 'customer.created', customer)
  return customer
}

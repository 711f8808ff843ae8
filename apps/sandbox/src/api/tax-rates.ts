import type Stripe from 'stripe'
import { z } from 'zod'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const TAX_TYPES = [
  'admissions_tax',
  'amusement_tax',
  'attendance_tax',
  'communications_tax',
  'digital_excise_tax',
  'entertainment_tax',
  'get_fund',
  'gross_receipts_tax',
  'gst',
  'hospitality_tax',
  'hst',
  'igst',
  'jct',
  'lease_tax',
  'luxury_tax',
  'mass_transit_parking_tax',
  'nhil',
  'parking_tax',
  'pst',
  'qst',
  'resort_tax',
  'retail_delivery_fee',
  'rst',
  'sales_tax',
  'service_tax',
  'tourism_tax',
  'utility_users_tax',
  'vat',
] as const

const shared = {
  active: params.boolean().optional(),
  country: params.text(2).optional(),
  description: params.text().optional(),
  expand: params.expand(),
  jurisdiction: params.text(50).optional(),
  metadata: params.metadata().optional(),
  state: params.text().optional(),
  tax_type: params.oneOf(TAX_TYPES).optional(),
}

const CreateRate = z.strictObject({
  ...shared,
  display_name: params.text(50),
  inclusive: params.boolean(),
  percentage: params.decimal(),
})

const UpdateRate = z.strictObject({ ...shared, display_name: params.text(50).optional() })

const ListRates = z.strictObject({
  ...params.paging,
  active: params.boolean().optional(),
  created: params.createdFilter(),
  inclusive: params.boolean().optional(),
})

/** Rates of tax. The percentage and whether it lies in the price stay what they were made as, as at Stripe. */
export const taxRateEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/tax_rates', CreateRate, (call, given) => {
    const percentage = Number(given.percentage)
    if (percentage < 0 || percentage > 100) {
      throw invalidParameter('Invalid percentage: must be between 0 and 100', 'percentage')
    }
    if (!/^-?\d+(\.\d{1,4})?$/.test(given.percentage)) {
      throw invalidParameter('Invalid percentage: must have at most 4 decimal places', 'percentage')
    }
    const rate: Stripe.TaxRate = {
      id: ids.taxRate(),
      object: 'tax_rate',
      active: given.active ?? true,
      country: given.country ?? null,
      created: call.sandbox.clock.now(),
      description: given.description ?? null,
      display_name: given.display_name,
      effective_percentage: null,
      flat_amount: null,
      inclusive: given.inclusive,
      jurisdiction: given.jurisdiction ?? null,
      jurisdiction_level: null,
      livemode: false,
      metadata: newMetadata(given.metadata),
      percentage,
      rate_type: 'percentage',
      state: given.state ?? null,
      tax_type: given.tax_type ?? null,
    }
    call.store.put('tax_rate', rate, call.account)
    emit(call, 'tax_rate.created', rate)
    return rate
  }),

  endpoint('GET', '/v1/tax_rates/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    findByPath(call, 'tax_rate', 'tax rate', pathId(path)),
  ),

  endpoint('POST', '/v1/tax_rates/:id', UpdateRate, (call, given, path) => {
    const before = findByPath(call, 'tax_rate', 'tax rate', pathId(path))
    const after = call.store.put('tax_rate', {
      ...before,
      active: given.active ?? before.active,
      country: given.country ?? before.country,
      description: given.description ?? before.description,
      display_name: given.display_name ?? before.display_name,
      jurisdiction: given.jurisdiction ?? before.jurisdiction,
      metadata: mergeMetadata(before.metadata, given.metadata),
      state: given.state ?? before.state,
      tax_type: given.tax_type ?? before.tax_type,
    })
    emit(call, 'tax_rate.updated', after)
    return after
  }),

  endpoint('GET', '/v1/tax_rates', ListRates, (call, given) =>
    answerList(call, 'tax_rate', '/v1/tax_rates', given, {
      matches: (rate) =>
        (given.active === undefined || rate.active === given.active) &&
        (given.inclusive === undefined || rate.inclusive === given.inclusive),
    }),
  ),
]

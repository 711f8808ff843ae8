import { z } from 'zod'
import type { Call } from '../context.ts'
import type { PriceObject } from '../state/object-types.ts'
import { invalidParameter } from '../wire/errors.ts'
import { ids } from '../wire/ids.ts'
import { type MetadataParam, newMetadata } from '../wire/metadata.ts'
import * as params from '../wire/params.ts'

export const Recurring = z.strictObject({
  interval: params.oneOf(['day', 'week', 'month', 'year']),
  interval_count: params.integer({ min: 1, max: 1095 }).optional(),
  meter: params.notEmulated(),
  trial_period_days: params.integer({ min: 0 }).optional(),
  usage_type: params.oneOf(['licensed']).optional(),
})

/** What a price is made of, wherever one is made. */
export const priceParts = {
  currency: params.currency(),
  recurring: Recurring.optional(),
  tax_behavior: params.oneOf(['exclusive', 'inclusive', 'unspecified']).optional(),
  unit_amount: params.integer({ min: 0, max: 999_999_999_999 }).optional(),
  unit_amount_decimal: params.decimal().optional(),
}

export const InlinePrice = z.strictObject({
  ...priceParts,
  currency_options: params.notEmulated(),
  custom_unit_amount: params.notEmulated(),
  metadata: params.metadata().optional(),
})

export type NewPrice = {
  id?: string
  product: string
  currency: string
  unit_amount?: number | undefined
  unit_amount_decimal?: string | undefined
  recurring?:
    | {
        interval: 'day' | 'week' | 'month' | 'year'
        interval_count?: number | undefined
        trial_period_days?: number | undefined
      }
    | undefined
  tax_behavior?: 'exclusive' | 'inclusive' | 'unspecified' | undefined
  active?: boolean | undefined
  nickname?: string | undefined
  lookup_key?: string | null | undefined
  metadata?: MetadataParam
}

/** Stores a price; `at` is where it stands among the parameters, for the refusal. */
export function createPrice(call: Call, fields: NewPrice, at = ''): PriceObject {
  return call.store.put('price', buildPrice(call, fields, at), call.account)
}

export function buildPrice(call: Call, fields: NewPrice, at = ''): PriceObject {
  const { unit_amount: amount, unit_amount_decimal: exact, recurring } = fields
  if (amount !== undefined && exact !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: unit_amount, unit_amount_decimal.')
  }
  if (amount === undefined && exact === undefined) {
    const param = at === '' ? 'unit_amount' : `${at}[unit_amount]`
    throw invalidParameter(`Missing required param: ${param}.`, param, 'parameter_missing')
  }
  return {
    id: fields.id ?? ids.price(),
    object: 'price',
    active: fields.active ?? true,
    billing_scheme: 'per_unit',
    created: call.sandbox.clock.now(),
    currency: fields.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: fields.lookup_key ?? null,
    metadata: newMetadata(fields.metadata),
    nickname: fields.nickname ?? null,
    product: fields.product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: recurring.trial_period_days ?? null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: fields.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount ?? wholeOf(exact),
    unit_amount_decimal: exact ?? String(amount),
  }
}

function wholeOf(exact: string | undefined): number | null {
  return exact !== undefined && /^\d+(\.0+)?$/.test(exact) ? Number(exact) : null
}

import { z } from 'zod'
import * as params from '../wire/params.ts'

export const ListSubscriptions = z.strictObject({
  ...params.paging,
  automatic_tax: params.notEmulated(),
  collection_method: params.oneOf(['charge_automatically']).optional(),
  created: params.createdFilter(),
  current_period_end: params.createdFilter(),
  current_period_start: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  plan: params.notEmulated(),
  price: params.text().optional(),
  status: params
    .oneOf([
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ])
    .optional(),
  test_clock: params.text().optional(),
})

import { z } from 'zod'
import * as params from '../wire/params.ts'

export const ListInvoices = z.strictObject({
  ...params.paging,
  collection_method: params.oneOf(['charge_automatically']).optional(),
  created: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  due_date: params.notEmulated(),
  status: params.oneOf(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
  subscription: params.text().optional(),
})

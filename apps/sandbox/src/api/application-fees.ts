import { z } from 'zod'
import { presentFee } from '../connect/present.ts'
import { refundFee } from '../connect/reversals.ts'
import type { Call } from '../context.ts'
import { formatAmount } from '../payments/currencies.ts'
import type { ApplicationFeeObject } from '../state/object-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidRequest } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { newMetadata } from '../wire/metadata.ts'
import { answerList, answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const ListFees = z.strictObject({
  ...params.paging,
  charge: params.text().optional(),
  created: params.createdFilter(),
})

const RefundFee = z.strictObject({
  amount: params.integer({ min: 1 }).optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
})

export const applicationFeeEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/application_fees/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    presentFee(call, requireFee(call, pathId(path))),
  ),

  endpoint('GET', '/v1/application_fees', ListFees, (call, given) =>
    answerList(call, 'application_fee', '/v1/application_fees', given, {
      matches: ({ charge, originating_transaction: origin }) =>
        given.charge === undefined || charge === given.charge || origin === given.charge,
      present: (fee) => presentFee(call, fee),
    }),
  ),

  endpoint('POST', '/v1/application_fees/:id/refunds', RefundFee, (call, given, path) => {
    const fee = requireFee(call, pathId(path))
    const left = fee.amount - fee.amount_refunded
    if (left === 0) throw invalidRequest(`Application fee ${fee.id} has already been refunded.`)
    const amount = given.amount ?? left
    if (amount > left) {
      throw invalidRequest(
        `Refund amount (${formatAmount(amount, fee.currency)}) is greater than unrefunded amount on application fee (${formatAmount(left, fee.currency)})`,
        { param: 'amount' },
      )
    }
    return refundFee(call, fee, amount, newMetadata(given.metadata))
  }),

  endpoint('GET', '/v1/application_fees/:id/refunds', z.strictObject(params.paging), (call, given, path) => {
    const fee = requireFee(call, pathId(path))
    const all = call.store.where('fee_refund', 'fee', fee.id).reverse()
    return answerWhole(all, `/v1/application_fees/${fee.id}/refunds`, given)
  }),
]

function requireFee(call: Call, id: string): ApplicationFeeObject {
  return findByPath(call, 'application_fee', 'application fee', id)
}

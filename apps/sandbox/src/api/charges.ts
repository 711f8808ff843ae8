import { z } from 'zod'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { findByPath } from '../wire/find.ts'
import { mergeMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const UpdateCharge = z.strictObject({
  customer: params.notEmulated(),
  description: params.unsettableText().optional(),
  expand: params.expand(),
  fraud_details: params.notEmulated(),
  metadata: params.metadata().optional(),
  receipt_email: params.email().optional(),
  shipping: params.notEmulated(),
  transfer_group: params.text().optional(),
})

const ListCharges = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  customer: params.text().optional(),
  payment_intent: params.text().optional(),
  transfer_group: params.text().optional(),
})

export const chargeEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/charges/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    findByPath(call, 'charge', 'charge', pathId(path)),
  ),

  endpoint('POST', '/v1/charges/:id', UpdateCharge, (call, given, path) => {
    const before = findByPath(call, 'charge', 'charge', pathId(path))
    const after = call.store.put('charge', {
      ...before,
      description: given.description === undefined ? before.description : given.description,
      metadata: mergeMetadata(before.metadata, given.metadata),
      receipt_email: given.receipt_email ?? before.receipt_email,
      transfer_group: given.transfer_group ?? before.transfer_group,
    })
    emit(call, 'charge.updated', after, changesOf(before, after))
    return after
  }),

  endpoint('GET', '/v1/charges', ListCharges, (call, given) =>
    answerList(call, 'charge', '/v1/charges', given, {
      where: {
        ...(given.customer === undefined ? {} : { customer: given.customer }),
        ...(given.payment_intent === undefined ? {} : { payment_intent: given.payment_intent }),
      },
      matches: (charge) => given.transfer_group === undefined || charge.transfer_group === given.transfer_group,
    }),
  ),
]

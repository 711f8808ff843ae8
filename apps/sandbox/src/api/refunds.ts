import { z } from 'zod'
import type { Call } from '../context.ts'
import { createRefund } from '../payments/create-refund.ts'
import { formatAmount } from '../payments/currencies.ts'
import { endRefund } from '../payments/settle-refund.ts'
import type { ChargeObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const CreateRefund = z.strictObject({
  amount: params.integer({ min: 1 }).optional(),
  charge: params.text().optional(),
  currency: params.notEmulated(),
  customer: params.notEmulated(),
  expand: params.expand(),
  instructions_email: params.notEmulated(),
  metadata: params.metadata().optional(),
  origin: params.notEmulated(),
  payment_intent: params.text().optional(),
  reason: params.oneOf(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  refund_application_fee: params.boolean().optional(),
  reverse_transfer: params.boolean().optional(),
})

const ListRefunds = z.strictObject({
  ...params.paging,
  charge: params.text().optional(),
  created: params.createdFilter(),
  payment_intent: params.text().optional(),
})

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const refundEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/refunds', CreateRefund, (call, given) => {
    const charge = chargeOf(call, given)
    refuseUnrefundable(charge)
    if (given.reverse_transfer && charge.transfer === undefined) {
      throw invalidRequest(`Charge ${charge.id} does not have an associated transfer to reverse.`, {
        param: 'reverse_transfer',
      })
    }
    if (given.refund_application_fee && charge.application_fee === null) {
      throw invalidRequest(`Charge ${charge.id} does not have an application fee to refund.`, {
        param: 'refund_application_fee',
      })
    }
    const left = charge.amount - charge.amount_refunded
    const amount = given.amount ?? left
    if (amount > left) {
      throw invalidRequest(
        `Refund amount (${formatAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${formatAmount(left, charge.currency)})`,
        { param: 'amount' },
      )
    }
    return createRefund(call, charge, {
      amount,
      reason: given.reason ?? null,
      metadata: newMetadata(given.metadata),
      reversesTransfer: given.reverse_transfer ?? false,
      refundsFee: given.refund_application_fee ?? false,
    })
  }),

  endpoint('GET', '/v1/refunds/:id', ExpandOnly, (call, _given, path) =>
    findByPath(call, 'refund', 'refund', pathId(path)),
  ),

  endpoint(
    'POST',
    '/v1/refunds/:id',
    z.strictObject({ expand: params.expand(), metadata: params.metadata().optional() }),
    (call, given, path) => {
      const before = findByPath(call, 'refund', 'refund', pathId(path))
      const after = call.store.put('refund', { ...before, metadata: mergeMetadata(before.metadata, given.metadata) })
      emit(call, 'refund.updated', after, { metadata: before.metadata })
      return after
    },
  ),

  endpoint('POST', '/v1/refunds/:id/cancel', ExpandOnly, (call, _given, path) => {
    const refund = findByPath(call, 'refund', 'refund', pathId(path))
    if (refund.status !== 'requires_action') {
      throw invalidRequest(
        `You cannot cancel this refund because it has a status of ${refund.status}. Only refunds with the status requires_action can be canceled.`,
      )
    }
    return endRefund(call, refund, 'canceled')
  }),

  endpoint('GET', '/v1/refunds', ListRefunds, (call, given) =>
    answerList(call, 'refund', '/v1/refunds', given, {
      where: {
        ...(given.charge === undefined ? {} : { charge: given.charge }),
        ...(given.payment_intent === undefined ? {} : { payment_intent: given.payment_intent }),
      },
    }),
  ),
]

function chargeOf(call: Call, given: z.output<typeof CreateRefund>): ChargeObject {
  if (given.charge !== undefined) return findByParam(call, 'charge', 'charge', given.charge, 'charge')
  if (given.payment_intent === undefined) {
    throw invalidParameter('One of the following params should be provided for this request: payment_intent or charge.')
  }
  const intent = findByParam(call, 'payment_intent', 'payment_intent', given.payment_intent, 'payment_intent')
  const charge = intent.latest_charge === null ? undefined : call.store.get('charge', intent.latest_charge)
  if (charge?.status !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
  }
  return charge
}

function refuseUnrefundable(charge: ChargeObject): void {
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} has not been paid, so it cannot be refunded.`, {
      code: 'charge_not_refundable',
      param: 'charge',
    })
  }
  if (charge.refunded) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    })
  }
}

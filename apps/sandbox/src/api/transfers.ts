import { z } from 'zod'
import { sumsOf } from '../connect/balances.ts'
import { refuseUneven, requireDestination } from '../connect/destinations.ts'
import { presentTransfer } from '../connect/present.ts'
import { refundFee, reverseTransfer } from '../connect/reversals.ts'
import { shareOf } from '../connect/share-of.ts'
import { createTransfer } from '../connect/transfers.ts'
import type { Call } from '../context.ts'
import { formatAmount } from '../payments/currencies.ts'
import type { ChargeObject, TransferObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList, answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const CreateTransfer = z.strictObject({
  amount: params.integer({ min: 1 }).optional(),
  currency: params.currency(),
  description: params.text().optional(),
  destination: params.text(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  source_transaction: params.text().optional(),
  source_type: params.notEmulated(),
  transfer_group: params.text().optional(),
})

const UpdateTransfer = z.strictObject({
  description: params.unsettableText().optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
})

const ListTransfers = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  destination: params.text().optional(),
  transfer_group: params.text().optional(),
})

const CreateReversal = z.strictObject({
  amount: params.integer({ min: 1 }).optional(),
  description: params.text().optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  refund_application_fee: params.boolean().optional(),
})

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const transferEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/transfers', CreateTransfer, (call, given) => {
    const { currency } = given
    const { id: destination } = requireDestination(call, given.destination, 'destination')
    const source =
      given.source_transaction === undefined
        ? null
        : findByParam(call, 'charge', 'charge', given.source_transaction, 'source_transaction')
    const amount = given.amount ?? source?.amount
    if (amount === undefined) throw invalidParameter('Missing required param: amount.', 'amount', 'parameter_missing')
    refuseUneven(amount, currency, 'amount')
    if (source) refuseSource(call, source, amount, currency)
    else refuseUnfunded(call, amount, currency)
    const { transfer } = createTransfer(call, {
      amount,
      currency,
      description: given.description ?? null,
      destination,
      metadata: newMetadata(given.metadata),
      source,
      transferGroup: given.transfer_group ?? source?.transfer_group ?? null,
    })
    return presentTransfer(call, transfer)
  }),

  endpoint('GET', '/v1/transfers/:id', ExpandOnly, (call, _given, path) =>
    presentTransfer(call, requireTransfer(call, pathId(path))),
  ),

  endpoint('POST', '/v1/transfers/:id', UpdateTransfer, (call, given, path) => {
    const before = requireTransfer(call, pathId(path))
    const after = call.store.put('transfer', {
      ...before,
      description: given.description === undefined ? before.description : given.description,
      metadata: mergeMetadata(before.metadata, given.metadata),
    })
    const answer = presentTransfer(call, after)
    emit(call, 'transfer.updated', answer, changesOf(before, after))
    return answer
  }),

  endpoint('GET', '/v1/transfers', ListTransfers, (call, given) =>
    answerList(call, 'transfer', '/v1/transfers', given, {
      matches: ({ destination, transfer_group }) =>
        (given.destination === undefined || destination === given.destination) &&
        (given.transfer_group === undefined || transfer_group === given.transfer_group),
      present: (transfer) => presentTransfer(call, transfer),
    }),
  ),

  endpoint('POST', '/v1/transfers/:id/reversals', CreateReversal, (call, given, path) => {
    const transfer = requireTransfer(call, pathId(path))
    const left = transfer.amount - transfer.amount_reversed
    if (left === 0) throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`)
    const amount = given.amount ?? left
    if (amount > left) {
      throw invalidRequest(
        `Transfer reversal amount (${formatAmount(amount, transfer.currency)}) is greater than unreversed amount on transfer (${formatAmount(left, transfer.currency)})`,
        { param: 'amount' },
      )
    }
    if (amount < left) refuseUneven(amount, transfer.currency, 'amount')
    refuseEmptied(call, transfer, amount)
    if (given.refund_application_fee) refundFeeOf(call, transfer, amount)
    const metadata = newMetadata(given.metadata)
    return reverseTransfer(call, transfer, { amount, metadata, sourceRefund: null })
  }),

  endpoint('GET', '/v1/transfers/:id/reversals', z.strictObject(params.paging), (call, given, path) => {
    const transfer = requireTransfer(call, pathId(path))
    const all = call.store.where('transfer_reversal', 'transfer', transfer.id).reverse()
    return answerWhole(all, `/v1/transfers/${transfer.id}/reversals`, given)
  }),
]

function requireTransfer(call: Call, id: string): TransferObject {
  return findByPath(call, 'transfer', 'transfer', id)
}

/** All transfers from one charge together may not exceed it; what was taken back of them still counts. */
function refuseSource(call: Call, source: ChargeObject, amount: number, currency: string): void {
  const param = 'source_transaction'
  if (source.status !== 'succeeded') {
    throw invalidRequest(`Charge ${source.id} has not been paid, so it cannot be the source of a transfer.`, { param })
  }
  if (source.currency !== currency) {
    throw invalidRequest(
      `The currency of source_transaction's balance transaction (${source.currency}) must be the same as the transfer currency (${currency})`,
      { param },
    )
  }
  const taken = call.store
    .where('transfer', 'source_transaction', source.id)
    .reduce((sum, transfer) => sum + transfer.amount, 0)
  if (taken + amount <= source.amount) return
  const already =
    taken === 0
      ? ''
      : ` (There is already a transfer using this source, amounting to ${formatAmount(taken, currency)}.)`
  throw invalidRequest(
    `Transfers using this transaction as a source must not exceed the source amount of ${formatAmount(source.amount, currency)}.${already}`,
    { param },
  )
}

function refuseUnfunded(call: Call, amount: number, currency: string): void {
  if ((sumsOf(call, call.account).get(currency)?.available ?? 0) >= amount) return
  throw invalidRequest(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
    { code: 'balance_insufficient' },
  )
}

/** What was sent by a transfer of its own can be taken back only as long as it is there. */
function refuseEmptied(call: Call, transfer: TransferObject, amount: number): void {
  const charge = transfer.source_transaction ? call.store.get('charge', transfer.source_transaction) : undefined
  if (charge?.transfer === transfer.id) return
  const sum = sumsOf(call, transfer.destination).get(transfer.currency) ?? { available: 0, pending: 0 }
  if (sum.available + sum.pending >= amount) return
  throw invalidRequest(
    `The account ${transfer.destination} does not have enough balance to reverse ${formatAmount(amount, transfer.currency)} of this transfer.`,
    { code: 'balance_insufficient' },
  )
}

function refundFeeOf(call: Call, transfer: TransferObject, amount: number): void {
  const id = call.store.get('charge', transfer.destination_payment)?.application_fee
  const fee = id ? call.store.get('application_fee', id) : undefined
  if (!fee) {
    throw invalidRequest(`Transfer ${transfer.id} does not have an application fee to refund.`, {
      param: 'refund_application_fee',
    })
  }
  const share = shareOf(fee.amount, transfer.amount, transfer.amount_reversed, amount)
  const back = Math.min(share, fee.amount - fee.amount_refunded)
  if (back > 0) refundFee(call, fee, back, {})
}

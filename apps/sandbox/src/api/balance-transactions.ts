import { z } from 'zod'
import { presentTransaction } from '../payments/balance.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { findByPath } from '../wire/find.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const ListTransactions = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  currency: params.currency().optional(),
  payout: params.notEmulated(),
  source: params.text().optional(),
  type: params.text().optional(),
})

export const balanceTransactionEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/balance_transactions/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    presentTransaction(call, findByPath(call, 'balance_transaction', 'balance transaction', pathId(path))),
  ),

  endpoint('GET', '/v1/balance_transactions', ListTransactions, (call, given) =>
    answerList(call, 'balance_transaction', '/v1/balance_transactions', given, {
      present: (transaction) => presentTransaction(call, transaction),
      matches: (transaction) =>
        (given.currency === undefined || transaction.currency === given.currency) &&
        (given.source === undefined || transaction.source === given.source) &&
        (given.type === undefined || transaction.type === given.type),
    }),
  ),
]

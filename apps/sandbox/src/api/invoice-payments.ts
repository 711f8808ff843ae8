import { z } from 'zod'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { findByPath } from '../wire/find.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const ListPayments = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  invoice: params.text().optional(),
  payment: z
    .strictObject({
      payment_intent: params.text().optional(),
      payment_record: params.notEmulated(),
      type: params.oneOf(['payment_intent']),
    })
    .optional(),
  status: params.oneOf(['canceled', 'open', 'paid']).optional(),
})

export const invoicePaymentEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/invoice_payments/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    findByPath(call, 'invoice_payment', 'invoice payment', pathId(path)),
  ),

  endpoint('GET', '/v1/invoice_payments', ListPayments, (call, given) =>
    answerList(call, 'invoice_payment', '/v1/invoice_payments', given, {
      ...(given.status === undefined ? {} : { where: { status: given.status } }),
      matches: ({ invoice, payment }) =>
        (given.invoice === undefined || invoice === given.invoice) &&
        (given.payment?.payment_intent === undefined || payment.payment_intent === given.payment.payment_intent),
    }),
  ),
]

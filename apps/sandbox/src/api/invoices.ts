import { z } from 'zod'
import type { Call } from '../context.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { findByPath } from '../wire/find.ts'
import { answerList, answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { ListInvoices } from './invoice-params.ts'

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const invoiceEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/invoices/:id', ExpandOnly, (call, _given, path) => requireInvoice(call, pathId(path))),

  endpoint('GET', '/v1/invoices/:id/lines', z.strictObject(params.paging), (call, given, path) => {
    const { id, lines } = requireInvoice(call, pathId(path))
    return answerWhole(lines.data, `/v1/invoices/${id}/lines`, given)
  }),

  endpoint('GET', '/v1/invoices', ListInvoices, (call, given) =>
    answerList(call, 'invoice', '/v1/invoices', given, {
      where: {
        ...(given.status === undefined ? {} : { status: given.status }),
        ...(given.customer === undefined ? {} : { customer: given.customer }),
      },
      matches: ({ parent }) =>
        given.subscription === undefined || parent?.subscription_details.subscription === given.subscription,
    }),
  ),
]

function requireInvoice(call: Call, id: string): InvoiceObject {
  return findByPath(call, 'invoice', 'invoice', id)
}

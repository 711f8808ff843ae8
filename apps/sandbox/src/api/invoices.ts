import { z } from 'zod'
import { finalizeInvoice } from '../billing/finalize-invoice.ts'
import { saveInvoice } from '../billing/invoice-state.ts'
import { onClockOf } from '../billing/on-clock.ts'
import { markUncollectible } from '../billing/renew-subscription.ts'
import { scheduleAdvance } from '../billing/schedule-advance.ts'
import { voidInvoice } from '../billing/void-invoice.ts'
import type { Call } from '../context.ts'
import { requireKept } from '../payments/keep-method.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidRequest } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { mergeMetadata } from '../wire/metadata.ts'
import { answerList, answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { createInvoice } from './create-invoice.ts'
import {
  CreateInvoice,
  FinalizeInvoice,
  ListInvoices,
  PayInvoice,
  PreviewInvoice,
  UpdateInvoice,
} from './invoice-params.ts'
import { payInvoiceNow } from './pay-invoice.ts'
import { previewInvoice } from './preview-invoice.ts'

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const invoiceEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/invoices', CreateInvoice, createInvoice),

  endpoint('POST', '/v1/invoices/create_preview', PreviewInvoice, previewInvoice),

  endpoint('GET', '/v1/invoices/:id', ExpandOnly, (call, _given, path) => requireInvoice(call, pathId(path))),

  endpoint('POST', '/v1/invoices/:id', UpdateInvoice, (call, given, path) => {
    const before = requireInvoice(call, pathId(path))
    const { default_payment_method: method } = given
    const changesDraft = [given.description, given.footer, method].some((value) => value !== undefined)
    if (changesDraft && before.status !== 'draft') {
      throw invalidRequest('Finalized invoices can’t be updated in this way', { code: 'invoice_not_editable' })
    }
    if (method !== undefined) requireKept(call, before.customer, method, 'default_payment_method')
    return onClockOf(call, before, () => {
      const after = saveInvoice(call, before, {
        ...before,
        auto_advance: given.auto_advance ?? before.auto_advance,
        default_payment_method: method ?? before.default_payment_method,
        description: given.description ?? before.description,
        footer: given.footer ?? before.footer,
        metadata: mergeMetadata(before.metadata, given.metadata),
      })
      return given.auto_advance === undefined ? after : scheduleAdvance(call, after)
    })
  }),

  endpoint('DELETE', '/v1/invoices/:id', ExpandOnly, (call, _given, path) => {
    const { id, status, parent, lines } = requireInvoice(call, pathId(path))
    if (status !== 'draft' || parent !== null) {
      throw invalidRequest(
        parent === null
          ? 'You can only delete draft invoices.'
          : 'You can only delete draft invoices that are not of a subscription.',
        { code: 'invoice_not_editable' },
      )
    }
    const deleted = call.store.get('invoice', id)
    for (const line of lines.data) {
      const item = call.store.get('invoiceitem', line.parent?.invoice_item_details?.invoice_item ?? '')
      if (item) call.store.remove('invoiceitem', item.id)
    }
    call.store.remove('invoice', id)
    call.sandbox.timers.clear('finalize_invoice', id)
    if (deleted) emit(call, 'invoice.deleted', deleted)
    return { id, object: 'invoice', deleted: true }
  }),

  endpoint('POST', '/v1/invoices/:id/finalize', FinalizeInvoice, (call, given, path) => {
    const draft = requireInvoice(call, pathId(path))
    if (draft.status !== 'draft') {
      throw invalidRequest('This invoice is already finalized, you can’t re-finalize a non-draft invoice.', {
        code: 'invoice_not_editable',
      })
    }
    const advances = given.auto_advance ?? draft.auto_advance
    return onClockOf(call, draft, () => {
      const invoice = finalizeInvoice(call, { ...draft, auto_advance: advances })
      return advances ? scheduleAdvance(call, invoice) : invoice
    })
  }),

  endpoint('POST', '/v1/invoices/:id/pay', PayInvoice, (call, given, path) =>
    payInvoiceNow(call, requireInvoice(call, pathId(path)), given),
  ),

  endpoint('POST', '/v1/invoices/:id/void', ExpandOnly, (call, _given, path) => {
    const invoice = requireInvoice(call, pathId(path))
    refuseUnless(invoice, ['open', 'uncollectible'], 'void')
    return onClockOf(call, invoice, () => voidInvoice(call, invoice))
  }),

  endpoint('POST', '/v1/invoices/:id/mark_uncollectible', ExpandOnly, (call, _given, path) => {
    const invoice = requireInvoice(call, pathId(path))
    refuseUnless(invoice, ['open'], 'mark as uncollectible')
    return onClockOf(call, invoice, () => markUncollectible(call, invoice))
  }),

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

function refuseUnless({ status }: InvoiceObject, allowed: readonly InvoiceObject['status'][], verb: string): void {
  if (allowed.includes(status)) return
  throw invalidRequest(`You can only ${verb} an invoice that is ${allowed.join(' or ')}; this one is ${status}.`, {
    code: 'invoice_not_editable',
  })
}

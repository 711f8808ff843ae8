import { z } from 'zod'
import * as params from '../wire/params.ts'
import { ANCHOR, ItemParams, PRORATION_BEHAVIOR, TRIAL_END } from './subscription-params.ts'

const shared = {
  account_tax_ids: params.notEmulated(),
  application_fee_amount: params.notEmulated(),
  auto_advance: params.boolean().optional(),
  automatic_tax: params.notEmulated(),
  automatically_finalizes_at: params.notEmulated(),
  collection_method: params.oneOf(['charge_automatically']).optional(),
  custom_fields: params.notEmulated(),
  days_until_due: params.notEmulated(),
  default_payment_method: params.text().optional(),
  default_source: params.notEmulated(),
  default_tax_rates: params.notEmulated(),
  description: params.text(1500).optional(),
  discounts: params.notEmulated(),
  due_date: params.notEmulated(),
  effective_at: params.notEmulated(),
  expand: params.expand(),
  footer: params.text().optional(),
  issuer: params.notEmulated(),
  metadata: params.metadata().optional(),
  number: params.notEmulated(),
  on_behalf_of: params.notEmulated(),
  payment_settings: params.notEmulated(),
  rendering: params.notEmulated(),
  shipping_cost: params.notEmulated(),
  shipping_details: params.notEmulated(),
  statement_descriptor: params.notEmulated(),
  transfer_data: params.notEmulated(),
}

export const CreateInvoice = z.strictObject({
  ...shared,
  currency: params.currency().optional(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  from_invoice: params.notEmulated(),
  pending_invoice_items_behavior: params.oneOf(['exclude', 'include']).optional(),
  subscription: params.text().optional(),
})
export type CreateInvoiceParams = z.output<typeof CreateInvoice>

export const UpdateInvoice = z.strictObject(shared)

export const FinalizeInvoice = z.strictObject({ auto_advance: params.boolean().optional(), expand: params.expand() })

export const PayInvoice = z.strictObject({
  expand: params.expand(),
  forgive: params.notEmulated(),
  mandate: params.notEmulated(),
  off_session: params.boolean().optional(),
  paid_out_of_band: params.boolean().optional(),
  payment_method: params.text().optional(),
  source: params.notEmulated(),
})
export type PayInvoiceParams = z.output<typeof PayInvoice>

export const PreviewInvoice = z.strictObject({
  automatic_tax: z.strictObject({ enabled: params.boolean(), liability: params.notEmulated() }).optional(),
  currency: params.currency().optional(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  customer_details: params.notEmulated(),
  discounts: params.notEmulated(),
  expand: params.expand(),
  invoice_items: params.notEmulated(),
  issuer: params.notEmulated(),
  on_behalf_of: params.notEmulated(),
  preview_mode: params.oneOf(['next']).optional(),
  schedule: params.notEmulated(),
  schedule_details: params.notEmulated(),
  subscription: params.text().optional(),
  subscription_details: z
    .strictObject({
      billing_cycle_anchor: ANCHOR.optional(),
      billing_mode: params.notEmulated(),
      billing_schedules: params.notEmulated(),
      cancel_at: z.union([z.literal(['', 'max_period_end', 'min_period_end']), params.integer()]).optional(),
      cancel_at_period_end: params.boolean().optional(),
      cancel_now: params.boolean().optional(),
      default_tax_rates: z.union([z.literal(''), params.list(params.text(), { max: 20 })]).optional(),
      items: params.list(ItemParams, { max: 20 }).optional(),
      metadata: params.metadata().optional(),
      pause: params.notEmulated(),
      proration_behavior: PRORATION_BEHAVIOR.optional(),
      proration_date: params.integer().optional(),
      resume_at: params.notEmulated(),
      start_date: params.notEmulated(),
      trial_end: TRIAL_END.optional(),
    })
    .optional(),
})
export type PreviewInvoiceParams = z.output<typeof PreviewInvoice>

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

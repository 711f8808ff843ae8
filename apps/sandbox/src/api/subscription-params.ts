import { z } from 'zod'
import * as params from '../wire/params.ts'
import { TrialSettings } from './checkout-session-params.ts'
import { priceParts } from './create-price.ts'

const InlinePrice = z.strictObject({ ...priceParts, product: params.text() })

const quantity = () => params.integer({ min: 0, max: 999_999 }).optional()

/** A list, or the empty string that empties it. */
const unsettable = <T extends z.ZodType>(item: T) => z.union([z.literal(''), params.list(item, { max: 20 })])

export const Discounts = unsettable(
  z.strictObject({
    coupon: params.text().optional(),
    discount: params.text().optional(),
    promotion_code: params.text().optional(),
  }),
)

const itemParts = {
  billing_thresholds: params.notEmulated(),
  current_trial: params.notEmulated(),
  discounts: params.notEmulated(),
  metadata: params.metadata().optional(),
  plan: params.notEmulated(),
  price: params.text().optional(),
  price_data: InlinePrice.optional(),
  quantity: quantity(),
  tax_rates: unsettable(params.text()).optional(),
}

export const NewItemParams = z.strictObject({ ...itemParts, trial: params.notEmulated() })
export type NewItemParams = Partial<z.output<typeof NewItemParams>>

export const ItemParams = z.strictObject({
  ...itemParts,
  clear_usage: params.notEmulated(),
  deleted: params.boolean().optional(),
  id: params.text().optional(),
})
/** Not all of it is needed by whoever changes an item in another way. */
export type ItemParams = Partial<z.output<typeof ItemParams>>

export const PAYMENT_BEHAVIOR = params.oneOf(['allow_incomplete', 'default_incomplete', 'error_if_incomplete'])
export const PRORATION_BEHAVIOR = params.oneOf(['always_invoice', 'create_prorations', 'none'])
/** Whether the period that runs goes on, or a new one begins. */
export const ANCHOR = z.strictObject({ type: params.oneOf(['now', 'unchanged']) })
export const TRIAL_END = z.union([z.literal('now'), params.integer()])
const Cancelled = z.strictObject({
  comment: params.unsettableText().optional(),
  feedback: params
    .oneOf([
      '',
      'customer_service',
      'low_quality',
      'missing_features',
      'other',
      'switched_service',
      'too_complex',
      'too_expensive',
      'unused',
    ])
    .optional(),
  feedback_option: params.notEmulated(),
})
export type CancellationParams = z.output<typeof Cancelled>

const TransferData = z.strictObject({ amount_percent: params.percent().optional(), destination: params.text() })

const shared = {
  automatic_tax: z.strictObject({ enabled: params.boolean(), liability: params.notEmulated() }).optional(),
  billing_schedules: params.notEmulated(),
  billing_thresholds: params.notEmulated(),
  cancel_at_period_end: params.boolean().optional(),
  collection_method: params.oneOf(['charge_automatically']).optional(),
  days_until_due: params.notEmulated(),
  default_payment_method: params.text().optional(),
  default_source: params.notEmulated(),
  default_tax_rates: unsettable(params.text()).optional(),
  discounts: Discounts.optional(),
  expand: params.expand(),
  invoice_settings: params.notEmulated(),
  metadata: params.metadata().optional(),
  off_session: params.boolean().optional(),
  on_behalf_of: params.notEmulated(),
  payment_behavior: PAYMENT_BEHAVIOR.optional(),
  payment_settings: z
    .strictObject({
      payment_method_options: params.notEmulated(),
      payment_method_types: params.notEmulated(),
      save_default_payment_method: params.oneOf(['off', 'on_subscription']).optional(),
    })
    .optional(),
  pending_invoice_item_interval: params.notEmulated(),
  proration_behavior: PRORATION_BEHAVIOR.optional(),
  trial_end: TRIAL_END.optional(),
  trial_from_plan: params.notEmulated(),
  trial_settings: TrialSettings.optional(),
}

export const CreateSubscription = z.strictObject({
  ...shared,
  add_invoice_items: params
    .list(
      z.strictObject({
        discounts: params.notEmulated(),
        metadata: params.metadata().optional(),
        period: params.notEmulated(),
        price: params.text(),
        price_data: params.notEmulated(),
        quantity: quantity(),
        tax_rates: params.notEmulated(),
      }),
      { max: 20 },
    )
    .optional(),
  application_fee_percent: params.percent().optional(),
  backdate_start_date: params.notEmulated(),
  billing_cycle_anchor: params.notEmulated(),
  billing_cycle_anchor_config: params.notEmulated(),
  billing_mode: z.strictObject({ flexible: params.notEmulated(), type: params.oneOf(['flexible']) }).optional(),
  cancel_at: params.integer().optional(),
  currency: params.currency().optional(),
  customer: params.text(),
  customer_account: params.notEmulated(),
  description: params.text(500).optional(),
  items: params.list(NewItemParams, { max: 20 }),
  transfer_data: TransferData.optional(),
  trial_period_days: params.integer({ min: 0, max: 730 }).optional(),
})
export type CreateSubscriptionParams = z.output<typeof CreateSubscription>

export const UpdateSubscription = z.strictObject({
  ...shared,
  add_invoice_items: params.notEmulated(),
  application_fee_percent: z.union([z.literal(''), params.percent()]).optional(),
  billing_cycle_anchor: ANCHOR.optional(),
  cancel_at: z.union([z.literal(['', 'max_period_end', 'min_period_end']), params.integer()]).optional(),
  cancellation_details: Cancelled.optional(),
  description: params.unsettableText(500).optional(),
  items: params.list(ItemParams, { max: 20 }).optional(),
  pause_collection: z
    .union([
      z.literal(''),
      z.strictObject({
        behavior: params.oneOf(['keep_as_draft', 'mark_uncollectible', 'void']),
        resumes_at: params.integer().optional(),
      }),
    ])
    .optional(),
  proration_date: params.integer().optional(),
  transfer_data: z.union([z.literal(''), TransferData]).optional(),
})
export type UpdateSubscriptionParams = Partial<Omit<z.output<typeof UpdateSubscription>, 'items'>> & {
  items?: readonly ItemParams[] | undefined
}

export const CancelSubscription = z.strictObject({
  cancellation_details: Cancelled.optional(),
  expand: params.expand(),
  invoice_now: params.boolean().optional(),
  prorate: params.boolean().optional(),
})

export const ResumeSubscription = z.strictObject({
  billing_cycle_anchor: ANCHOR.optional(),
  expand: params.expand(),
  payment_behavior: params.notEmulated(),
  proration_behavior: PRORATION_BEHAVIOR.optional(),
  proration_date: params.notEmulated(),
})

export const ListSubscriptions = z.strictObject({
  ...params.paging,
  automatic_tax: params.notEmulated(),
  collection_method: params.oneOf(['charge_automatically']).optional(),
  created: params.createdFilter(),
  current_period_end: params.createdFilter(),
  current_period_start: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  plan: params.notEmulated(),
  price: params.text().optional(),
  status: params
    .oneOf([
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ])
    .optional(),
  test_clock: params.text().optional(),
})

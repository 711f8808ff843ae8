import { z } from 'zod'
import * as params from '../wire/params.ts'
import { priceParts } from './create-price.ts'

const DESTINATION = z.strictObject({ destination: params.text(), amount: params.integer({ min: 1 }).optional() })

const InlineProduct = z.strictObject({
  description: params.text(40_000).optional(),
  images: params.list(params.url(), { max: 8 }).optional(),
  metadata: params.metadata().optional(),
  name: params.text(),
  tax_code: params.text().optional(),
  tax_details: params.notEmulated(),
  unit_label: params.text(12).optional(),
})

export const LineItem = z.strictObject({
  adjustable_quantity: params.notEmulated(),
  dynamic_tax_rates: params.notEmulated(),
  metadata: params.metadata().optional(),
  price: params.text().optional(),
  price_data: z
    .strictObject({ ...priceParts, product: params.text().optional(), product_data: InlineProduct.optional() })
    .optional(),
  quantity: params.integer({ min: 1, max: 999_999 }).optional(),
  tax_rates: params.notEmulated(),
})
export type LineItemParams = z.output<typeof LineItem>

const message = () => z.union([z.literal(''), z.strictObject({ message: params.text(1200) })]).optional()

const PaymentIntentData = z.strictObject({
  application_fee_amount: params.integer({ min: 0 }).optional(),
  capture_method: params.oneOf(['automatic', 'automatic_async']).optional(),
  description: params.text(1000).optional(),
  metadata: params.metadata().optional(),
  on_behalf_of: params.text().optional(),
  receipt_email: params.email().optional(),
  setup_future_usage: params.oneOf(['off_session', 'on_session']).optional(),
  shipping: params.notEmulated(),
  statement_descriptor: params.text(22).optional(),
  statement_descriptor_suffix: params.text(22).optional(),
  transfer_data: DESTINATION.optional(),
  transfer_group: params.text().optional(),
})

export const TrialSettings = z.strictObject({
  end_behavior: z.strictObject({
    billing_cycle_anchor: params.notEmulated(),
    missing_payment_method: params.oneOf(['cancel', 'create_invoice', 'pause']).optional(),
  }),
})

export type TrialSettingsParams = z.output<typeof TrialSettings>

const SubscriptionData = z.strictObject({
  application_fee_percent: params.percent().optional(),
  billing_cycle_anchor: params.notEmulated(),
  billing_cycle_anchor_config: params.notEmulated(),
  billing_mode: params.notEmulated(),
  default_tax_rates: params.list(params.text(), { max: 20 }).optional(),
  description: params.text(500).optional(),
  invoice_settings: params.notEmulated(),
  metadata: params.metadata().optional(),
  on_behalf_of: params.notEmulated(),
  pending_invoice_item_interval: params.notEmulated(),
  proration_behavior: params.notEmulated(),
  transfer_data: z.strictObject({ amount_percent: params.percent().optional(), destination: params.text() }).optional(),
  trial_end: params.integer().optional(),
  trial_period_days: params.integer({ min: 1, max: 730 }).optional(),
  trial_settings: TrialSettings.optional(),
})
const LOCALES =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  )
const isLocale = (word: string) => LOCALES.includes(word)

export const CreateSession = z.strictObject({
  adaptive_pricing: z.strictObject({ enabled: params.boolean().optional() }).optional(),
  after_expiration: params.notEmulated(),
  allow_promotion_codes: params.boolean().optional(),
  allowed_payment_method_types: params.list(params.text()).optional(),
  automatic_tax: z.strictObject({ enabled: params.boolean(), liability: params.notEmulated() }).optional(),
  billing_address_collection: params.oneOf(['auto', 'required']).optional(),
  branding_settings: z
    .strictObject({
      background_color: params.text(7).optional(),
      border_style: params.oneOf(['pill', 'rectangular', 'rounded']).optional(),
      button_color: params.text(7).optional(),
      display_name: params.text(100).optional(),
      font_family: params.text(40).optional(),
      icon: params.notEmulated(),
      logo: params.notEmulated(),
    })
    .optional(),
  cancel_url: params.url().optional(),
  client_reference_id: params.text(200).optional(),
  consent_collection: params.notEmulated(),
  currency: params.currency().optional(),
  custom_fields: params.notEmulated(),
  custom_text: z
    .strictObject({
      after_submit: message(),
      shipping_address: message(),
      submit: message(),
      terms_of_service_acceptance: message(),
    })
    .optional(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  customer_creation: params.oneOf(['always', 'if_required']).optional(),
  customer_email: params.email().optional(),
  customer_update: params.notEmulated(),
  discounts: params
    .list(z.strictObject({ coupon: params.text().optional(), promotion_code: params.text().optional() }), {
      max: 1,
      tooMany: 'You may only specify one discount.',
    })
    .optional(),
  excluded_payment_method_types: params.list(params.text()).optional(),
  expand: params.expand(),
  expires_at: params.integer().optional(),
  integration_identifier: params.text().optional(),
  invoice_creation: params.notEmulated(),
  line_items: params.list(LineItem, { max: 100, tooMany: 'You may only specify up to 100 line items.' }).optional(),
  locale: z
    .string()
    .refine(isLocale, { error: `one-of:${LOCALES.join('|')}` })
    .optional(),
  managed_payments: params.notEmulated(),
  metadata: params.metadata().optional(),
  mode: params.oneOf(['payment', 'setup', 'subscription']),
  name_collection: params.notEmulated(),
  optional_items: params.notEmulated(),
  origin_context: params.oneOf(['mobile_app', 'web']).optional(),
  payment_intent_data: PaymentIntentData.optional(),
  payment_method_collection: params.oneOf(['always', 'if_required']).optional(),
  payment_method_configuration: params.notEmulated(),
  payment_method_data: params.notEmulated(),
  payment_method_options: params.notEmulated(),
  permissions: params.notEmulated(),
  phone_number_collection: z.strictObject({ enabled: params.boolean() }).optional(),
  redirect_on_completion: params.notEmulated(),
  return_url: params.notEmulated(),
  saved_payment_method_options: params.notEmulated(),
  setup_intent_data: params.notEmulated(),
  shipping_address_collection: params.notEmulated(),
  shipping_options: params.notEmulated(),
  submit_type: params.oneOf(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  subscription_data: SubscriptionData.optional(),
  success_url: params.url().optional(),
  tax_id_collection: params.notEmulated(),
  ui_mode: params.oneOf(['hosted_page', 'embedded_page', 'elements', 'form']).optional(),
  wallet_options: params.notEmulated(),
})
export type CreateSessionParams = z.output<typeof CreateSession>

export const UpdateSession = z.strictObject({
  collected_information: params.notEmulated(),
  expand: params.expand(),
  line_items: params.notEmulated(),
  metadata: params.metadata().optional(),
  payment_intent_data: params.notEmulated(),
  shipping_options: params.notEmulated(),
})

export const ListSessions = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  customer_details: z.strictObject({ email: params.text() }).optional(),
  payment_intent: params.text().optional(),
  payment_link: params.notEmulated(),
  status: params.oneOf(['open', 'complete', 'expired']).optional(),
  subscription: params.text().optional(),
})

import { z } from 'zod'
import * as params from '../wire/params.ts'

export const CreateIntent = z.strictObject({
  allowed_payment_method_types: params.notEmulated(),
  amount: params.integer({ min: 1 }),
  amount_details: params.notEmulated(),
  application_fee_amount: params.integer({ min: 0 }).optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: params.boolean(), allow_redirects: params.oneOf(['always', 'never']).optional() })
    .optional(),
  capture_method: params.oneOf(['automatic', 'automatic_async']).optional(),
  confirm: params.boolean().optional(),
  confirmation_method: params.oneOf(['automatic']).optional(),
  confirmation_token: params.notEmulated(),
  currency: params.currency(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  description: params.text(1000).optional(),
  error_on_requires_action: params.notEmulated(),
  excluded_payment_method_types: params.notEmulated(),
  expand: params.expand(),
  hooks: params.notEmulated(),
  mandate: params.notEmulated(),
  mandate_data: params.notEmulated(),
  metadata: params.metadata().optional(),
  off_session: params.boolean().optional(),
  on_behalf_of: params.text().optional(),
  payment_details: params.notEmulated(),
  payment_method: params.text().optional(),
  payment_method_configuration: params.notEmulated(),
  payment_method_data: params.notEmulated(),
  payment_method_options: params.notEmulated(),
  radar_options: params.notEmulated(),
  receipt_email: params.email().optional(),
  return_url: params.url().optional(),
  setup_future_usage: params.oneOf(['off_session', 'on_session']).optional(),
  shipping: params.notEmulated(),
  statement_descriptor: params.text(22).optional(),
  statement_descriptor_suffix: params.text(22).optional(),
  transfer_data: z
    .strictObject({ destination: params.text(), amount: params.integer({ min: 1 }).optional() })
    .optional(),
  transfer_group: params.text().optional(),
  use_stripe_sdk: params.boolean().optional(),
})

export const UpdateIntent = z.strictObject({
  allowed_payment_method_types: params.notEmulated(),
  amount: params.integer({ min: 1 }).optional(),
  amount_details: params.notEmulated(),
  application_fee_amount: params.integer({ min: 0 }).optional(),
  capture_method: params.notEmulated(),
  currency: params.currency().optional(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  description: params.unsettableText(1000).optional(),
  excluded_payment_method_types: params.notEmulated(),
  expand: params.expand(),
  hooks: params.notEmulated(),
  metadata: params.metadata().optional(),
  payment_details: params.notEmulated(),
  payment_method: params.notEmulated(),
  payment_method_configuration: params.notEmulated(),
  payment_method_data: params.notEmulated(),
  payment_method_options: params.notEmulated(),
  receipt_email: params.email().optional(),
  setup_future_usage: params.oneOf(['off_session', 'on_session']).optional(),
  shipping: params.notEmulated(),
  statement_descriptor: params.text(22).optional(),
  statement_descriptor_suffix: params.text(22).optional(),
  transfer_data: params.notEmulated(),
  transfer_group: params.text().optional(),
})

/** How a buyer says yes to a debit; Stripe wants to be told before it takes one. */
const mandateData = () =>
  z
    .strictObject({
      customer_acceptance: z.strictObject({
        accepted_at: params.integer().optional(),
        offline: z.strictObject({}).optional(),
        online: z
          .strictObject({
            infer_from_client: params.boolean().optional(),
            ip_address: params.text().optional(),
            user_agent: params.text().optional(),
          })
          .optional(),
        type: params.oneOf(['offline', 'online']),
      }),
    })
    .optional()

/** A payment method as it was typed: a card, or an account to debit. */
const PaymentMethodData = z.strictObject({
  allow_redisplay: params.oneOf(['always', 'limited', 'unspecified']).optional(),
  bacs_debit: z.strictObject({ account_number: params.text(), sort_code: params.text() }).optional(),
  billing_details: z
    .strictObject({
      address: params.address().optional(),
      email: params.email().optional(),
      name: params.text().optional(),
      phone: params.text().optional(),
    })
    .optional(),
  card: z
    .strictObject({
      cvc: params.text().optional(),
      exp_month: params.integer(),
      exp_year: params.integer(),
      number: params.text(),
    })
    .optional(),
  customer_balance: params.notEmulated(),
  metadata: params.metadata().optional(),
  sepa_debit: z.strictObject({ iban: params.text() }).optional(),
  type: params.oneOf(['bacs_debit', 'card', 'customer_balance', 'sepa_debit', 'us_bank_account']),
  us_bank_account: params.notEmulated(),
})
export type PaymentMethodData = z.output<typeof PaymentMethodData>

export const ConfirmIntent = z.strictObject({
  allowed_payment_method_types: params.notEmulated(),
  amount_details: params.notEmulated(),
  amount_to_confirm: params.notEmulated(),
  capture_method: params.notEmulated(),
  client_secret: params.text().optional(),
  confirmation_token: params.notEmulated(),
  error_on_requires_action: params.notEmulated(),
  excluded_payment_method_types: params.notEmulated(),
  expand: params.expand(),
  hooks: params.notEmulated(),
  mandate: params.notEmulated(),
  mandate_data: mandateData(),
  off_session: params.boolean().optional(),
  payment_details: params.notEmulated(),
  payment_method: params.text().optional(),
  payment_method_data: PaymentMethodData.optional(),
  payment_method_options: params.notEmulated(),
  radar_options: params.notEmulated(),
  receipt_email: params.email().optional(),
  return_url: params.url().optional(),
  setup_future_usage: params.oneOf(['off_session', 'on_session']).optional(),
  shipping: params.notEmulated(),
  use_stripe_sdk: params.boolean().optional(),
})
export type ConfirmIntent = z.output<typeof ConfirmIntent>

export const RetrieveIntent = z.strictObject({ client_secret: params.text().optional(), expand: params.expand() })

export const CancelIntent = z.strictObject({
  cancellation_reason: params.oneOf(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand: params.expand(),
})

export const ListIntents = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
})

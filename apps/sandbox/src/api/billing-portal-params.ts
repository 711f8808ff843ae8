import { z } from 'zod'
import { REASONS } from '../portal/configurations.ts'
import * as params from '../wire/params.ts'

/** A feature that is not emulated: it may be named only to switch it off. */
const offOnly = () => z.preprocess((value) => (isOff(value) ? undefined : value), params.notEmulated())

function isOff(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'enabled') === 'false'
}

const unsettableUrl = () => z.union([z.literal(''), params.url()]).optional()

const features = () =>
  z.strictObject({
    customer_update: z
      .strictObject({
        allowed_updates: z
          .union([z.literal(''), params.list(params.oneOf(['address', 'email', 'name', 'phone']))])
          .optional(),
        enabled: params.boolean().optional(),
      })
      .optional(),
    invoice_history: z.strictObject({ enabled: params.boolean() }).optional(),
    payment_method_update: z
      .strictObject({ enabled: params.boolean(), payment_method_configuration: params.notEmulated() })
      .optional(),
    subscription_cancel: z
      .strictObject({
        cancellation_reason: z
          .strictObject({
            enabled: params.boolean(),
            feedback_options: params.notEmulated(),
            options: z.union([z.literal(''), params.list(params.oneOf(REASONS))]).optional(),
          })
          .optional(),
        enabled: params.boolean().optional(),
        mode: params.oneOf(['at_period_end', 'immediately']).optional(),
        proration_behavior: params.oneOf(['none']).optional(),
      })
      .optional(),
    subscription_pause: offOnly(),
    subscription_update: offOnly(),
  })
export type FeatureParams = z.output<ReturnType<typeof features>>

const businessProfile = () =>
  z
    .strictObject({
      headline: params.unsettableText(60).optional(),
      privacy_policy_url: unsettableUrl(),
      terms_of_service_url: unsettableUrl(),
    })
    .optional()

const shared = {
  business_profile: businessProfile(),
  default_return_url: unsettableUrl(),
  expand: params.expand(),
  login_page: offOnly(),
  metadata: params.metadata().optional(),
  name: params.unsettableText(200).optional(),
}

export const CreateConfiguration = z.strictObject({ ...shared, features: features() })
export type CreateConfiguration = z.output<typeof CreateConfiguration>

export const UpdateConfiguration = z.strictObject({
  ...shared,
  active: params.boolean().optional(),
  features: features().optional(),
})
export type UpdateConfiguration = z.output<typeof UpdateConfiguration>

export const ListConfigurations = z.strictObject({
  ...params.paging,
  active: params.boolean().optional(),
  is_default: params.boolean().optional(),
})

export const CreatePortalSession = z.strictObject({
  after_expiration: params.notEmulated(),
  configuration: params.text().optional(),
  customer: params.text(),
  customer_account: params.notEmulated(),
  expand: params.expand(),
  flow_data: z
    .strictObject({
      after_completion: z
        .strictObject({
          hosted_confirmation: z.strictObject({ custom_message: params.text(500).optional() }).optional(),
          redirect: z.strictObject({ return_url: params.url() }).optional(),
          type: params.oneOf(['hosted_confirmation', 'portal_homepage', 'redirect']),
        })
        .optional(),
      subscription_cancel: z.strictObject({ retention: params.notEmulated(), subscription: params.text() }).optional(),
      subscription_pause: params.notEmulated(),
      subscription_update: params.notEmulated(),
      subscription_update_confirm: params.notEmulated(),
      type: params.oneOf([
        'customer_update',
        'payment_method_update',
        'subscription_cancel',
        'subscription_pause',
        'subscription_update',
        'subscription_update_confirm',
      ]),
    })
    .optional(),
  locale: params.text().optional(),
  on_behalf_of: params.notEmulated(),
  return_url: params.url().optional(),
})
export type CreatePortalSession = z.output<typeof CreatePortalSession>

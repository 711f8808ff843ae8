import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { PortalConfigurationObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'

export type Features = Stripe.BillingPortal.Configuration.Features

/** What a portal lets customers do. Switching plans and pausing are not emulated and always off. */
export type NewConfiguration = {
  businessProfile?: Partial<Stripe.BillingPortal.Configuration.BusinessProfile>
  defaultReturnUrl?: string | null
  features: {
    customerUpdates: string[]
    showsInvoices: boolean
    takesCards: boolean
    cancel: Features['subscription_cancel']
  }
  isDefault?: boolean
  metadata?: Stripe.Metadata
  name?: string | null
}

export const REASONS = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const

/** How cancelling is unless told otherwise: at the end of what is paid for. */
export const CANCELS_AT_PERIOD_END: Features['subscription_cancel'] = {
  cancellation_reason: { enabled: false, feedback_options: null, options: [] },
  enabled: true,
  mode: 'at_period_end',
  proration_behavior: 'none',
}

export function createConfiguration(call: Call, given: NewConfiguration): PortalConfigurationObject {
  const now = call.sandbox.clock.now()
  const { features } = given
  const configuration: PortalConfigurationObject = {
    id: ids.portalConfiguration(),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: given.businessProfile?.headline ?? null,
      privacy_policy_url: given.businessProfile?.privacy_policy_url ?? null,
      terms_of_service_url: given.businessProfile?.terms_of_service_url ?? null,
    },
    created: now,
    default_return_url: given.defaultReturnUrl ?? null,
    features: {
      customer_update: { allowed_updates: features.customerUpdates, enabled: features.customerUpdates.length > 0 },
      invoice_history: { enabled: features.showsInvoices },
      payment_method_update: { enabled: features.takesCards, payment_method_configuration: null },
      subscription_cancel: features.cancel,
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: given.isDefault ?? false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: given.metadata ?? {},
    name: given.name ?? null,
    updated: now,
  }
  call.store.put('billing_portal.configuration', configuration, call.account)
  emit(call, 'billing_portal.configuration.created', configuration)
  return configuration
}

/** When a plan ends that is cancelled in the portal. */
export function cancelModeOf({ features }: PortalConfigurationObject): 'at_period_end' | 'immediately' {
  return features.subscription_cancel.mode === 'immediately' ? 'immediately' : 'at_period_end'
}

/** The configuration of sessions that name none. Stripe wants it saved in its dashboard; here it comes by itself. */
export function defaultConfiguration(call: Call): PortalConfigurationObject {
  const { data } = call.store.page(
    'billing_portal.configuration',
    { account: call.account, limit: 1 },
    (configuration) => configuration.is_default,
  )
  return (
    data[0] ??
    createConfiguration(call, {
      features: {
        customerUpdates: ['address', 'email', 'name', 'phone'],
        showsInvoices: true,
        takesCards: true,
        cancel: CANCELS_AT_PERIOD_END,
      },
      isDefault: true,
    })
  )
}

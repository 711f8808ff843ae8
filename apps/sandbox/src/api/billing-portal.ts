import type Stripe from 'stripe'
import { z } from 'zod'
import type { Call } from '../context.ts'
import {
  CANCELS_AT_PERIOD_END,
  createConfiguration,
  defaultConfiguration,
  type Features,
} from '../portal/configurations.ts'
import { createPortalSession } from '../portal/sessions.ts'
import type { PortalConfigurationObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import {
  CreateConfiguration,
  CreatePortalSession,
  type FeatureParams,
  ListConfigurations,
  UpdateConfiguration,
} from './billing-portal-params.ts'

const CONFIGURATIONS = '/v1/billing_portal/configurations'

/** Ways into a page where customers look after their subscriptions, cards and invoices, and what it lets them do. */
export const billingPortalEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/billing_portal/configurations', CreateConfiguration, (call, given) => {
    const { customer_update: update, invoice_history: history, payment_method_update: methods } = given.features
    return createConfiguration(call, {
      businessProfile: profileOf(given.business_profile),
      defaultReturnUrl: given.default_return_url || null,
      features: {
        customerUpdates: update?.enabled ? update.allowed_updates || [] : [],
        showsInvoices: history?.enabled ?? false,
        takesCards: methods?.enabled ?? false,
        cancel: cancelOf({ ...CANCELS_AT_PERIOD_END, enabled: false }, given.features.subscription_cancel),
      },
      metadata: newMetadata(given.metadata),
      name: given.name ?? null,
    })
  }),

  endpoint(
    'GET',
    '/v1/billing_portal/configurations/:id',
    z.strictObject({ expand: params.expand() }),
    (call, _given, path) => findByPath(call, 'billing_portal.configuration', 'configuration', pathId(path)),
  ),

  endpoint('POST', '/v1/billing_portal/configurations/:id', UpdateConfiguration, (call, given, path) => {
    const before = findByPath(call, 'billing_portal.configuration', 'configuration', pathId(path))
    if (given.active === false && before.is_default) {
      throw invalidRequest('The default configuration cannot be deactivated.', { param: 'active' })
    }
    const after = call.store.put('billing_portal.configuration', {
      ...before,
      active: given.active ?? before.active,
      business_profile: { ...before.business_profile, ...profileOf(given.business_profile) },
      default_return_url:
        given.default_return_url === undefined ? before.default_return_url : given.default_return_url || null,
      features: given.features ? featuresWith(before.features, given.features) : before.features,
      metadata: mergeMetadata(before.metadata, given.metadata),
      name: given.name === undefined ? before.name : given.name,
      updated: call.sandbox.clock.now(),
    })
    emit(call, 'billing_portal.configuration.updated', after, changesOf(before, after))
    return after
  }),

  endpoint('GET', '/v1/billing_portal/configurations', ListConfigurations, (call, given) =>
    answerList(call, 'billing_portal.configuration', CONFIGURATIONS, given, {
      matches: (configuration) =>
        (given.active === undefined || configuration.active === given.active) &&
        (given.is_default === undefined || configuration.is_default === given.is_default),
    }),
  ),

  endpoint('POST', '/v1/billing_portal/sessions', CreatePortalSession, (call, given) => {
    const customer = findByParam(call, 'customer', 'customer', given.customer, 'customer')
    const configuration =
      given.configuration === undefined
        ? defaultConfiguration(call)
        : findByParam(call, 'billing_portal.configuration', 'configuration', given.configuration, 'configuration')
    if (!configuration.active) {
      throw invalidRequest(`The configuration ${configuration.id} is not active.`, { param: 'configuration' })
    }
    return createPortalSession(call, {
      customer,
      configuration,
      flow: given.flow_data ? flowOf(call, given.flow_data, customer.id, configuration) : null,
      locale: given.locale ?? null,
      returnUrl: given.return_url ?? null,
    })
  }),
]

type Profile = Stripe.BillingPortal.Configuration.BusinessProfile

function profileOf(given: UpdateConfiguration['business_profile']): Partial<Profile> {
  const { headline, privacy_policy_url: privacy, terms_of_service_url: terms } = given ?? {}
  return {
    ...(headline === undefined ? {} : { headline }),
    ...(privacy === undefined ? {} : { privacy_policy_url: privacy || null }),
    ...(terms === undefined ? {} : { terms_of_service_url: terms || null }),
  }
}

function featuresWith(before: Features, given: FeatureParams): Features {
  const { customer_update: update, invoice_history: history, payment_method_update: methods } = given
  return {
    ...before,
    customer_update: {
      allowed_updates:
        update?.allowed_updates === undefined ? before.customer_update.allowed_updates : update.allowed_updates || [],
      enabled: update?.enabled ?? before.customer_update.enabled,
    },
    invoice_history: { enabled: history?.enabled ?? before.invoice_history.enabled },
    payment_method_update: {
      ...before.payment_method_update,
      enabled: methods?.enabled ?? before.payment_method_update.enabled,
    },
    subscription_cancel: cancelOf(before.subscription_cancel, given.subscription_cancel),
  }
}

function cancelOf(
  before: Features['subscription_cancel'],
  given: FeatureParams['subscription_cancel'],
): Features['subscription_cancel'] {
  const reason = given?.cancellation_reason
  return {
    cancellation_reason: reason
      ? { enabled: reason.enabled, feedback_options: null, options: reason.options || [] }
      : before.cancellation_reason,
    enabled: given?.enabled ?? before.enabled,
    mode: given?.mode ?? before.mode,
    proration_behavior: 'none',
  }
}

type FlowData = NonNullable<CreatePortalSession['flow_data']>

function flowOf(
  call: Call,
  given: FlowData,
  customer: string,
  { features }: PortalConfigurationObject,
): Stripe.BillingPortal.Session.Flow {
  switch (given.type) {
    case 'payment_method_update':
      if (!features.payment_method_update.enabled) throw featureOff(given.type)
      return flowWith(given, null)
    case 'subscription_cancel': {
      if (!features.subscription_cancel.enabled) throw featureOff(given.type)
      const at = 'flow_data[subscription_cancel][subscription]'
      const id = given.subscription_cancel?.subscription
      if (id === undefined) throw invalidParameter(`Missing required param: ${at}.`, at, 'parameter_missing')
      const subscription = findByParam(call, 'subscription', 'subscription', id, at)
      if (subscription.customer !== customer) {
        throw invalidRequest(`The subscription ${id} does not belong to the customer ${customer}.`, { param: at })
      }
      if (subscription.cancel_at_period_end || subscription.ended_at !== null) {
        throw invalidRequest(`The subscription ${id} is already canceled, or will be.`, { param: at })
      }
      return flowWith(given, { retention: null, subscription: id })
    }
    default:
      throw invalidParameter(
        `Stripe takes '${given.type}' here, but this sandbox does not emulate it.`,
        'flow_data[type]',
        'sandbox_not_emulated',
      )
  }
}

function flowWith(
  { after_completion: after, type }: FlowData,
  cancel: Stripe.BillingPortal.Session.Flow.SubscriptionCancel | null,
): Stripe.BillingPortal.Session.Flow {
  if (after?.type === 'redirect' && after.redirect === undefined) {
    const at = 'flow_data[after_completion][redirect]'
    throw invalidParameter(`Missing required param: ${at}.`, at, 'parameter_missing')
  }
  return {
    after_completion: {
      hosted_confirmation: after?.hosted_confirmation
        ? { custom_message: after.hosted_confirmation.custom_message ?? null }
        : null,
      redirect: after?.redirect ?? null,
      type: after?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel: cancel,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  }
}

function featureOff(type: string): Error {
  return invalidRequest(`The flow '${type}' is not enabled in the portal's configuration.`, {
    param: 'flow_data[type]',
  })
}

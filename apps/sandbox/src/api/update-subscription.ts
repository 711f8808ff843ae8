import { type Change, type Changed, changeSubscription } from '../billing/change-subscription.ts'
import { createDiscount } from '../billing/discounts.ts'
import { ENDED_STATUSES, periodOf, saveSubscription } from '../billing/save-subscription.ts'
import { requireDestination } from '../connect/destinations.ts'
import type { Call } from '../context.ts'
import { requireKept } from '../payments/keep-method.ts'
import { countRedemption } from '../payments/promotion-codes.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { mergeMetadata } from '../wire/metadata.ts'
import { requireTaxRates } from './find-tax-rates.ts'
import { readDiscounts } from './read-discounts.ts'
import { readItemChanges } from './read-items.ts'
import type { CancellationParams, UpdateSubscriptionParams } from './subscription-params.ts'
import { readTrialSettings, refuseFeePercent } from './subscription-session.ts'

/** Changes a subscription as a request says. */
export function updateSubscription(
  call: Call,
  before: SubscriptionObject,
  given: UpdateSubscriptionParams,
): SubscriptionObject {
  if (ENDED_STATUSES.includes(before.status)) return updateEnded(call, before, given)
  const { subscription } = applyUpdate(call, before, given)
  return subscription
}

/** What a request changes, worked out and applied; also what a preview rehearses. */
export function applyUpdate(call: Call, before: SubscriptionObject, given: UpdateSubscriptionParams): Changed {
  return changeSubscription(call, before, readChange(call, before, given))
}

function readChange(call: Call, before: SubscriptionObject, given: UpdateSubscriptionParams): Change {
  const { trial_end: trialEnd, proration_date: date } = given
  const now = call.sandbox.clock.now()
  if (typeof trialEnd === 'number' && trialEnd <= now) {
    throw invalidParameter('Invalid timestamp: must be an integer Unix timestamp in the future', 'trial_end')
  }
  const metadataOf = (id: string) => before.items.data.find((item) => item.id === id)?.metadata ?? {}
  return {
    items: readItemChanges(call, given.items ?? [], metadataOf),
    prorations: given.proration_behavior ?? 'create_prorations',
    prorationDate: date ?? null,
    trialEnd: trialEnd ?? null,
    restartsCycle: given.billing_cycle_anchor?.type === 'now',
    fields: { ...readFields(call, before, given), ...readCancelling(call, before, given) },
    payment: given.payment_behavior ?? 'allow_incomplete',
  }
}

function readFields(
  call: Call,
  before: SubscriptionObject,
  given: UpdateSubscriptionParams,
): Partial<SubscriptionObject> {
  const { transfer_data: transfer, application_fee_percent: fee, pause_collection: pause } = given
  const { default_payment_method: method, automatic_tax: tax, default_tax_rates: rates } = given
  if (method !== undefined) requireKept(call, before.customer, method, 'default_payment_method')
  if (transfer) requireDestination(call, transfer.destination, 'transfer_data[destination]')
  refuseFeePercent(
    fee === '' ? null : fee,
    transfer === undefined ? before.transfer_data : transfer || null,
    (name) => name,
  )
  return {
    metadata: mergeMetadata(before.metadata, given.metadata),
    ...(given.description === undefined ? {} : { description: given.description }),
    ...(method === undefined ? {} : { default_payment_method: method }),
    ...(fee === undefined ? {} : { application_fee_percent: fee === '' ? null : fee }),
    ...(transfer === undefined
      ? {}
      : {
          transfer_data: transfer
            ? { amount_percent: transfer.amount_percent ?? null, destination: transfer.destination }
            : null,
        }),
    ...(rates === undefined ? {} : { default_tax_rates: requireTaxRates(call, rates || [], 'default_tax_rates') }),
    ...(tax === undefined
      ? {}
      : {
          automatic_tax: {
            disabled_reason: null,
            enabled: tax.enabled,
            liability: tax.enabled ? { type: 'self' } : null,
          },
        }),
    ...(pause === undefined
      ? {}
      : { pause_collection: (pause && { behavior: pause.behavior, resumes_at: readResumption(call, pause) }) || null }),
    ...(given.trial_settings === undefined
      ? {}
      : {
          trial_settings: readTrialSettings(given.trial_settings),
        }),
    ...(given.payment_settings?.save_default_payment_method === undefined || !before.payment_settings
      ? {}
      : {
          payment_settings: {
            ...before.payment_settings,
            save_default_payment_method: given.payment_settings.save_default_payment_method,
          },
        }),
    ...(given.discounts === undefined ? {} : { discounts: replaceDiscounts(call, before, given.discounts || []) }),
  }
}

function readResumption(call: Call, { resumes_at: at }: { resumes_at?: number | undefined }): number | null {
  if (at === undefined) return null
  if (at > call.sandbox.clock.now()) return at
  throw invalidParameter(
    'Invalid timestamp: must be an integer Unix timestamp in the future',
    'pause_collection[resumes_at]',
  )
}

function replaceDiscounts(
  call: Call,
  before: SubscriptionObject,
  given: Parameters<typeof readDiscounts>[1],
): string[] {
  return given.map((each) => {
    if (each.discount !== undefined && before.discounts.includes(each.discount)) return each.discount
    const [read] = readDiscounts(call, [each])
    if (!read) throw new Error('One discount was given and none was read.')
    countRedemption(call, read.coupon.id, read.promotionCode)
    return createDiscount(call, { ...read, customer: before.customer, subscription: before.id }).id
  })
}

/** What a request says of when the subscription is to end. */
function readCancelling(
  call: Call,
  before: SubscriptionObject,
  given: UpdateSubscriptionParams,
): Partial<SubscriptionObject> {
  const { cancel_at: cancelAt, cancel_at_period_end: atPeriodEnd, cancellation_details: details } = given
  if (cancelAt !== undefined && atPeriodEnd !== undefined) {
    throw invalidParameter(
      'You may only specify one of these parameters: cancel_at, cancel_at_period_end.',
      'cancel_at',
    )
  }
  const said = { ...before.cancellation_details, ...readDetails(before, details) }
  if (cancelAt === undefined && atPeriodEnd === undefined) {
    return details === undefined ? {} : { cancellation_details: detailsOf(said) }
  }
  const now = call.sandbox.clock.now()
  if (cancelAt === '' || atPeriodEnd === false) {
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { ...detailsOf(said), reason: null },
    }
  }
  if (typeof cancelAt === 'number' && cancelAt <= now) {
    throw invalidParameter('Invalid timestamp: must be an integer Unix timestamp in the future', 'cancel_at')
  }
  return {
    cancel_at: typeof cancelAt === 'number' ? cancelAt : periodOf(before).end,
    cancel_at_period_end: atPeriodEnd === true,
    canceled_at: before.canceled_at ?? now,
    cancellation_details: { ...detailsOf(said), reason: 'cancellation_requested' },
  }
}

/** What somebody who cancels says of why, over what was said before. */
export function readDetails(
  { cancellation_details: before }: SubscriptionObject,
  given: CancellationParams | undefined,
): { comment: string | null; feedback: NonNullable<SubscriptionObject['cancellation_details']>['feedback'] } {
  return {
    comment: given?.comment === undefined ? (before?.comment ?? null) : given.comment,
    feedback: given?.feedback === undefined ? (before?.feedback ?? null) : given.feedback || null,
  }
}

type Details = NonNullable<SubscriptionObject['cancellation_details']>

function detailsOf(said: Partial<Details>): Details {
  return {
    comment: said.comment ?? null,
    feedback: said.feedback ?? null,
    feedback_option: null,
    reason: said.reason ?? null,
  }
}

/** What is over takes no changes but to what is said about it. */
function updateEnded(call: Call, before: SubscriptionObject, given: UpdateSubscriptionParams): SubscriptionObject {
  const { expand: _expand, metadata, cancellation_details: details, ...rest } = given
  if (Object.values(rest).some((value) => value !== undefined)) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
    })
  }
  const said = { ...before.cancellation_details, ...readDetails(before, details) }
  return saveSubscription(call, {
    ...before,
    cancellation_details: detailsOf(said),
    metadata: mergeMetadata(before.metadata, metadata),
  })
}

import { CREATES_INVOICE } from '../billing/build-subscription.ts'
import { isSameRhythm, rhythmOf } from '../billing/cycle.ts'
import { requireDestination } from '../connect/destinations.ts'
import type { Call } from '../context.ts'
import type { LineItemObject, SubscriptionTerms } from '../state/object-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { newMetadata } from '../wire/metadata.ts'
import type { CreateSessionParams, TrialSettingsParams } from './checkout-session-params.ts'
import { requireTaxRates } from './find-tax-rates.ts'

const DAY_SECONDS = 24 * 3600
const SHORTEST_TRIAL_SECONDS = 2 * DAY_SECONDS
const LONGEST_TRIAL_SECONDS = 730 * DAY_SECONDS

/** What a session says of the subscription it is to begin, checked; null for sessions in other modes. */
export function subscriptionTerms(call: Call, given: CreateSessionParams): SubscriptionTerms | null {
  const { subscription_data: data } = given
  if (given.mode !== 'subscription') {
    if (data !== undefined) throw onlyInSubscriptionMode('subscription_data')
    if (given.payment_method_collection !== undefined) throw onlyInSubscriptionMode('payment_method_collection')
    return null
  }
  if (given.payment_intent_data !== undefined) {
    throw invalidParameter('You can not pass `payment_intent_data` in `subscription` mode.', 'payment_intent_data')
  }
  if (given.customer_creation !== undefined) {
    throw invalidParameter('`customer_creation` can only be used in `payment` and `setup` mode.', 'customer_creation')
  }
  if (data?.trial_end !== undefined && data.trial_period_days !== undefined) {
    throw invalidParameter(
      'You may only specify one of these parameters: subscription_data[trial_end], subscription_data[trial_period_days].',
      'subscription_data[trial_end]',
    )
  }
  refuseTrialEnd(call, data?.trial_end)
  const { transfer_data: transfer, application_fee_percent: fee } = data ?? {}
  if (transfer) requireDestination(call, transfer.destination, 'subscription_data[transfer_data][destination]')
  refuseFeePercent(fee, transfer, (name) => `subscription_data[${name}]`)
  return {
    application_fee_percent: fee ?? null,
    default_tax_rates: requireTaxRates(call, data?.default_tax_rates ?? [], 'subscription_data[default_tax_rates]'),
    description: data?.description ?? null,
    metadata: newMetadata(data?.metadata),
    transfer_data: transfer
      ? { amount_percent: transfer.amount_percent ?? null, destination: transfer.destination }
      : null,
    trial_end: data?.trial_end ?? null,
    trial_period_days: data?.trial_period_days ?? null,
    trial_settings: readTrialSettings(data?.trial_settings),
  }
}

/** What becomes of a trial that ends without anything to charge. */
export function readTrialSettings(given: TrialSettingsParams | undefined): SubscriptionTerms['trial_settings'] {
  const missing = given?.end_behavior.missing_payment_method
  if (missing === undefined) return CREATES_INVOICE
  return { end_behavior: { billing_cycle_anchor: null, missing_payment_method: missing } }
}

/** Refuses a fee without a seller, or beside a share of theirs. `at` writes a parameter's name as the caller sent it. */
export function refuseFeePercent(
  fee: number | null | undefined,
  transfer: { amount_percent?: number | null | undefined } | null | undefined,
  at: (name: string) => string,
): void {
  if (fee === undefined || fee === null) return
  if (!transfer) {
    throw invalidRequest(
      'You can only apply an application_fee_percent when the request is made on behalf of another account (using an OAuth key, the Stripe-Account header, or the `transfer_data[destination]` parameter).',
      { param: at('application_fee_percent') },
    )
  }
  if (transfer.amount_percent !== undefined && transfer.amount_percent !== null) {
    throw invalidParameter(
      `You may only specify one of these parameters: ${at('application_fee_percent')}, ${at('transfer_data[amount_percent]')}.`,
      at('application_fee_percent'),
    )
  }
}

/**
 * The lines of a session in subscription mode: what recurs comes first, in one rhythm, and costs nothing while it is
 * tried.
 */
export function recurringFirst(lines: readonly LineItemObject[], isTried: boolean): LineItemObject[] {
  const recurring = lines.filter(({ price }) => price.type === 'recurring')
  const [first] = recurring
  if (!first) {
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode when using prices.', {
      param: 'line_items',
    })
  }
  if (recurring.some(({ price }) => !isSameRhythm(rhythmOf(price), rhythmOf(first.price)))) {
    throw invalidRequest('Checkout does not support multiple prices with different billing intervals.', {
      param: 'line_items',
    })
  }
  const once = lines.filter(({ price }) => price.type !== 'recurring')
  return [...recurring.map((line) => (isTried ? { ...line, amount_subtotal: 0, amount_total: 0 } : line)), ...once]
}

/** When a trial that begins now ends; null for none. */
export function trialEndOf(call: Call, terms: SubscriptionTerms): number | null {
  if (terms.trial_period_days !== null) return call.sandbox.clock.now() + terms.trial_period_days * DAY_SECONDS
  return terms.trial_end
}

function refuseTrialEnd(call: Call, trialEnd: number | undefined): void {
  if (trialEnd === undefined) return
  const left = trialEnd - call.sandbox.clock.now()
  if (left >= SHORTEST_TRIAL_SECONDS && left <= LONGEST_TRIAL_SECONDS) return
  throw invalidParameter(
    left < SHORTEST_TRIAL_SECONDS
      ? 'The `trial_end` date has to be at least 2 days in the future.'
      : 'The `trial_end` date has to be less than 730 days in the future.',
    'subscription_data[trial_end]',
  )
}

function onlyInSubscriptionMode(param: string): Error {
  return invalidParameter(`You can only pass \`${param}\` in \`subscription\` mode.`, param)
}

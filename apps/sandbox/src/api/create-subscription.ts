import { noMethod } from '../billing/collect-at-once.ts'
import { collectFirst } from '../billing/collect-first.ts'
import { defaultMethodOf } from '../billing/pay-invoice.ts'
import { startSubscription } from '../billing/start-subscription.ts'
import { requireDestination } from '../connect/destinations.ts'
import type { Call } from '../context.ts'
import { requireKept } from '../payments/keep-method.ts'
import { countRedemption } from '../payments/promotion-codes.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import { invalidParameter } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { newMetadata } from '../wire/metadata.ts'
import { requireTaxRates } from './find-tax-rates.ts'
import { readDiscounts } from './read-discounts.ts'
import { readNewItems } from './read-items.ts'
import type { CreateSubscriptionParams } from './subscription-params.ts'
import { readTrialSettings, refuseFeePercent } from './subscription-session.ts'

const DAY_SECONDS = 24 * 3600

/** Begins a subscription by API; what its first invoice comes to is collected as `payment_behavior` says. */
export function createSubscription(call: Call, given: CreateSubscriptionParams): SubscriptionObject {
  const customer = findByParam(call, 'customer', 'customer', given.customer, 'customer')
  const { default_payment_method: method, transfer_data: transfer, payment_behavior: behavior } = given
  if (method !== undefined) requireKept(call, customer.id, method, 'default_payment_method')
  if (transfer) requireDestination(call, transfer.destination, 'transfer_data[destination]')
  refuseFeePercent(given.application_fee_percent, transfer, (name) => name)
  const discounts = readDiscounts(call, given.discounts || [])
  const { subscription, invoice } = startSubscription(call, {
    customer,
    items: readNewItems(call, given.items),
    once: (given.add_invoice_items ?? []).map((item, index) => ({
      price: findByParam(call, 'price', 'price', item.price, `add_invoice_items[${index}][price]`),
      quantity: item.quantity ?? 1,
      metadata: newMetadata(item.metadata),
    })),
    discounts,
    trialEnd: readTrialEnd(call, given),
    trialSettings: readTrialSettings(given.trial_settings),
    defaultMethod: method ?? null,
    saveDefaultMethod: given.payment_settings?.save_default_payment_method ?? 'off',
    metadata: newMetadata(given.metadata),
    description: given.description ?? null,
    automaticTax: given.automatic_tax?.enabled ?? false,
    defaultTaxRates: requireTaxRates(call, given.default_tax_rates || [], 'default_tax_rates'),
    applicationFeePercent: given.application_fee_percent ?? null,
    transferData: transfer
      ? { amount_percent: transfer.amount_percent ?? null, destination: transfer.destination }
      : null,
    cancelAt: given.cancel_at ?? null,
    cancelAtPeriodEnd: given.cancel_at_period_end ?? false,
  })
  for (const { coupon, promotionCode } of discounts) countRedemption(call, coupon.id, promotionCode)
  if (invoice.status !== 'open') return subscription
  if (behavior !== 'default_incomplete' && defaultMethodOf(call, invoice) === null) throw noMethod()
  collectFirst(call, invoice, behavior ?? 'allow_incomplete')
  return call.store.get('subscription', subscription.id) ?? subscription
}

function readTrialEnd(call: Call, given: CreateSubscriptionParams): number | null {
  const { trial_end: end, trial_period_days: days } = given
  if (end !== undefined && days !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: trial_end, trial_period_days.', 'trial_end')
  }
  const now = call.sandbox.clock.now()
  if (days !== undefined) return days === 0 ? null : now + days * DAY_SECONDS
  if (end === undefined || end === 'now') return null
  if (end <= now)
    throw invalidParameter('Invalid timestamp: must be an integer Unix timestamp in the future', 'trial_end')
  return end
}

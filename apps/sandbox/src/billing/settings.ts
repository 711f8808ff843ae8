import type { Store } from '../state/store.ts'

/** How long a failed renewal is tried again, and what becomes of the subscription when all tries have failed. */
export type BillingSettings = {
  /** Days from each failed attempt to the next. */
  retry_days: number[]
  after_last: 'cancel' | 'unpaid' | 'past_due'
}

const SETTING = 'billing'
const USUAL: BillingSettings = { retry_days: [3, 5, 7], after_last: 'cancel' }

export function readBillingSettings(store: Store): BillingSettings {
  const kept = store.getSetting(SETTING)
  return kept === undefined ? USUAL : { ...USUAL, ...JSON.parse(kept) }
}

/** Changes what is given; the rest stays. */
export function changeBillingSettings(store: Store, given: Partial<BillingSettings>): BillingSettings {
  const settings = { ...readBillingSettings(store), ...given }
  store.putSetting(SETTING, JSON.stringify(settings))
  return settings
}

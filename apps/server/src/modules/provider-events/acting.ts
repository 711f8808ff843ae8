import type { InboxState } from '@cashwrap/shared/contracts/staff'
import type { OrderId, SubscriptionId } from '@cashwrap/shared/ids'
import { type Failed, fail, type Result } from '@cashwrap/shared/result'
import { isOrderOfOurs, type SettleDeps, type SettleFailure } from '../checkout/index.ts'
import type { StoredEvent } from './inbox-store.ts'

/** What came of an event that is ours. */
export interface Acted {
  state: Extract<InboxState, 'done' | 'later'>
  note: string
  orderId: OrderId | null
  subscriptionId: SubscriptionId | null
}

/**
 * - `not-ours`: it is about nothing of ours; whose it is, if it says so
 * - `again`: it is ours or may be, and nothing can be done about it yet
 */
export type NotActed = { kind: 'not-ours'; instance: string | null; note: string } | { kind: 'again'; note: string }

export type ActResult = Result<Acted, NotActed>

export const done = (note: string, about: Partial<Pick<Acted, 'orderId' | 'subscriptionId'>>): Acted => ({
  state: 'done',
  note,
  orderId: about.orderId ?? null,
  subscriptionId: about.subscriptionId ?? null,
})

export const again = (note: string): Failed<NotActed> => fail({ kind: 'again', note })

/** What names another, or nobody. */
export const notOurs = (instance: string | null, note = instance === null ? NOBODYS : OTHERS): Failed<NotActed> =>
  fail({ kind: 'not-ours', instance, note })

/** A failure to settle, of what an event names: what names us is looked at again, and what is known nowhere is not ours. */
export async function notSettled(
  deps: SettleDeps,
  event: StoredEvent,
  failure: SettleFailure,
): Promise<Failed<NotActed>> {
  if (failure.kind === 'provider-unavailable') return again(failure.kind)
  const isNamed = event.instanceHint === deps.config.instance || (await isOrderOfOurs(deps.db, event.orderHint ?? ''))
  if (failure.kind === 'checkout-not-found' && isNamed) return again(failure.kind)
  return notOurs(failure.kind === 'other-instance' ? failure.instance : event.instanceHint)
}

export const OTHERS = 'made by another instance'
export const UNUSED = 'not an event this shop uses'
export const UNKNOWN_ACCOUNT = 'an account of no seller here'
const NOBODYS = 'names no instance, and is about nothing here'

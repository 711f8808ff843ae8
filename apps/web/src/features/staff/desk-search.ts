import type { OrderState } from '@cashwrap/shared/contracts/primitives'
import type { InboxState, InboxWhose } from '@cashwrap/shared/contracts/staff'

/** What the address of a desk list says: `/staff/orders?search=1042&state=pending&cursor=…`. */
export interface OrdersSearch {
  search?: string
  state?: OrderState
  cursor?: string
}

export interface InboxSearch {
  state?: InboxState
  whose?: InboxWhose
  instance?: string
  cursor?: string
}

const isComplete =
  <All extends string>() =>
  <const States extends readonly All[]>(states: [All] extends [States[number]] ? States : never): States =>
    states

/** In the order of the filter; the compiler asks for every one. */
export const ORDER_STATES = isComplete<OrderState>()([
  'pending',
  'completed',
  'partially_refunded',
  'refunded',
  'cancelled',
  'expired',
  'disputed',
])
export const INBOX_STATES = isComplete<InboxState>()(['received', 'done', 'failed', 'parked', 'later', 'ignored'])

export const INBOX_WHOSE = isComplete<InboxWhose>()(['ours', 'others', 'unclaimed'])

const readState = <State extends string>(states: readonly State[], value: unknown): State | undefined =>
  states.find((state) => state === value)

const textOf = (value: unknown, length: number) => String(value ?? '').slice(0, length)

/** Keeps what is meant and drops the rest: an address is never wrong. */
export function readOrdersSearch(raw: Record<string, unknown>): OrdersSearch {
  const search = textOf(raw['search'], 120).trim()
  const cursor = textOf(raw['cursor'], 200)
  const state = readState(ORDER_STATES, raw['state'])
  return { ...(search && { search }), ...(state && { state }), ...(cursor && { cursor }) }
}

export function readInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const cursor = textOf(raw['cursor'], 200)
  const state = readState(INBOX_STATES, raw['state'])
  const whose = readState(INBOX_WHOSE, raw['whose'])
  const instance = textOf(raw['instance'], 255)
  return {
    ...(state && { state }),
    ...(whose && { whose }),
    ...(instance && { instance }),
    ...(cursor && { cursor }),
  }
}

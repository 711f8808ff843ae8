import type { ColumnType, Generated } from 'kysely'
import type { InboxState } from '../../contracts/staff.ts'
import type { OrderId, SubscriptionId } from '../../ids/ids.ts'

export interface StripeEventsTable {
  id: string
  type: string
  state: InboxState
  object_id: string | null
  order_id: OrderId | null
  subscription_id: ColumnType<SubscriptionId | null, SubscriptionId | null | undefined>
  /** The instance that its object names, if it names any. */
  instance: ColumnType<string | null, string | null | undefined>
  account: string | null
  api_version: string | null
  livemode: boolean
  payload: ColumnType<unknown, string, string>
  note: string | null
  attempts: Generated<number>
  occurred_at: Date
  received_at: Date
  processed_at: Date | null
  next_attempt_at: Date | null
}

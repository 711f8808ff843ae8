import type { ColumnType, Generated } from 'kysely'
import type { SellerId, WebhookEndpointId } from '../../ids/ids.ts'

/** An address that somebody wants to hear events at. Its secrets are sealed; a removed one stays, marked. */
export interface WebhookEndpointsTable {
  id: WebhookEndpointId
  owner: 'shop' | 'seller'
  seller_id: SellerId | null
  url: string
  description: string | null
  /** Empty is every type. */
  event_types: ColumnType<string[], string[] | undefined, string[]>
  secret: Buffer
  /** The one before, which signs too until then. */
  previous_secret: Buffer | null
  previous_secret_until: Date | null
  /** Also signs as the WordPress plugin reads it. */
  plugin_form: Generated<boolean>
  state: Generated<'active' | 'disabled'>
  disabled_reason: string | null
  /** The first failure since the last success. */
  failing_since: Date | null
  last_success_at: Date | null
  created_at: Date
  removed_at: Date | null
}

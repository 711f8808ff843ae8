import type { Generated } from 'kysely'
import type { SellerId, UserId } from '../../ids/ids.ts'

export interface SellersTable {
  id: SellerId
  external_id: string
  slug: string
  name: string
  about: Generated<string>
  user_id: UserId | null
  /** The connected account, `acct_…`; null before onboarding began. */
  account_id: string | null
  /** The Stripe account of the key that made it; null where that was not noted. */
  account_platform: string | null
  charges_enabled: Generated<boolean>
  payouts_enabled: Generated<boolean>
  details_submitted: Generated<boolean>
  requirements_due: Generated<string[]>
  /** When the state above was asked for; an older answer does not overwrite a newer one. */
  account_seen_at: Date | null
  /** A rate of their own, in millionths; null for the shop's. */
  fee_ppm: number | null
  created_at: Date
}

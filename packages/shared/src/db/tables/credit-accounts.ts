import type { Generated } from 'kysely'
import type { CreditAccountId, SiteId, UserId } from '../../ids/ids.ts'

/** Whose credits: a user of one site, by the number they have there, or a user of the shop. */
export interface CreditAccountsTable {
  id: CreditAccountId
  site_id: SiteId | null
  site_user_id: number | null
  user_id: UserId | null
  /** The address that the site gave last, for telling the site whose balance changed. */
  email: string | null
  /** It came from where addresses may be spoilt on their way. */
  email_is_hint: Generated<boolean>
  created_at: Date
}

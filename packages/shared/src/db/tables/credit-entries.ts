import type { Generated } from 'kysely'
import type { CreditEntryKind } from '../../contracts/credits.ts'
import type { CreditAccountId, CreditEntryId, OrderId } from '../../ids/ids.ts'

/** One change of a balance, with its sign, by bucket. Only ever added: a trigger refuses anything else. */
export interface CreditEntriesTable {
  id: CreditEntryId
  account_id: CreditAccountId
  credit_type: string
  kind: CreditEntryKind
  /** What made it, unique: the same source changes nothing twice. */
  source_kind: string
  source_id: string
  promotion: Generated<number>
  plan: Generated<number>
  bought: Generated<number>
  owed: Generated<number>
  /** What could be spent of this type right after. */
  balance: number
  order_id: OrderId | null
  note: string | null
  at: Date
}

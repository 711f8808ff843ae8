import type { Generated } from 'kysely'
import type { CreditAccountId } from '../../ids/ids.ts'

/** What an account has of one type, by where it comes from: the sum of its entries. Never negative, by constraint. */
export interface CreditBalancesTable {
  account_id: CreditAccountId
  credit_type: string
  promotion: Generated<number>
  plan: Generated<number>
  bought: Generated<number>
  /** Credits that were spent before the money for them went back. */
  owed: Generated<number>
}

import type { CreditBucket, CreditEntry, CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import { formatCount } from '../../lib/credit-words.ts'

/** What happened, in the words of the statement. */
export const ENTRY_KINDS = {
  purchase: 'Bought',
  free: 'Given to begin with',
  allowance: 'From your plan',
  grant: 'Given by the shop',
  spend: 'Used',
  refund: 'Money paid back',
  correction: 'Corrected by the shop',
  expiry: 'Ended unused',
} as const satisfies Record<CreditEntryKind, string>

export const isEntryKind = (value: unknown): value is CreditEntryKind =>
  typeof value === 'string' && Object.hasOwn(ENTRY_KINDS, value)

/** Where credits come from, in the order they are spent. */
export const BUCKETS = [
  { bucket: 'promotion', name: 'Promotion', from: 'from a promotion' },
  { bucket: 'plan', name: 'Plan', from: 'from your plan' },
  { bucket: 'bought', name: 'Bought', from: 'bought' },
] as const satisfies ReadonlyArray<{ bucket: CreditBucket; name: string; from: string }>

/** The buckets of the kinds that say by themselves where their credits are. */
const PLAIN: Partial<Record<CreditEntryKind, CreditBucket>> = {
  purchase: 'bought',
  allowance: 'plan',
  spend: 'bought',
  refund: 'bought',
}

/**
 * What a change's sum does not tell: which buckets it went through, unless its kind says so, and what is owed since.
 * `2 from a promotion, 1 bought`, `4 owed`.
 */
export function entryDetails(entry: CreditEntry, locale?: string): string[] {
  const count = (credits: number) => formatCount(Math.abs(credits), locale)
  const moved = BUCKETS.filter(({ bucket }) => entry[bucket] !== 0)
  const [only] = moved
  const where =
    moved.length > 1
      ? moved.map(({ bucket, from }) => `${count(entry[bucket])} ${from}`).join(', ')
      : only && only.bucket !== PLAIN[entry.kind]
        ? only.from
        : null
  const owed =
    entry.owed > 0 ? `${count(entry.owed)} owed` : entry.owed < 0 ? `${count(entry.owed)} no longer owed` : null
  return [where, owed].filter((words) => words !== null)
}

/** `+20`, `−3`, `0` */
export const formatChange = (change: number, locale?: string): string =>
  change === 0 ? '0' : `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change), locale)}`

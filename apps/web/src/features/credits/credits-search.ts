import type { CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import { isEntryKind } from './entry-words.ts'

/** What the address of the page says about its statement: `/credits?type=article&kind=spend`. */
export interface CreditsSearch {
  type?: string
  kind?: CreditEntryKind
}

/** Keeps what is meant and drops the rest: an address is never wrong. */
export function readCreditsSearch(raw: Record<string, unknown>): CreditsSearch {
  const { type, kind } = raw
  return {
    ...(typeof type === 'string' && /^[a-z][a-z0-9_]{0,31}$/.test(type) && { type }),
    ...(isEntryKind(kind) && { kind }),
  }
}

export const isFiltered = ({ type, kind }: CreditsSearch): boolean => Boolean(type ?? kind)

/** Where the same statement is as a spreadsheet. */
export function statementCsv({ type, kind }: CreditsSearch): string {
  const query = new URLSearchParams({ ...(type && { type }), ...(kind && { kind }) }).toString()
  return `/api/credits/statement.csv${query && `?${query}`}`
}

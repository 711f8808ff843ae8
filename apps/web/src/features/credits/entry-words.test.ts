import { type CreditEntry, CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import { describe, expect, it } from 'vitest'
import { ENTRY_KINDS, entryDetails, formatChange, isEntryKind } from './entry-words.ts'

const entry = (kind: CreditEntryKind, moved: Partial<CreditEntry>): CreditEntry => ({
  id: 'e' as CreditEntry['id'],
  at: '2026-11-01T00:00:00Z',
  creditType: 'article',
  kind,
  change: 0,
  promotion: 0,
  plan: 0,
  bought: 0,
  owed: 0,
  balance: 0,
  orderId: null,
  orderNumber: null,
  note: null,
  ...moved,
})

describe('an entry of the statement', () => {
  it('has a word for every kind, and knows no other', () => {
    expect(Object.keys(ENTRY_KINDS).sort()).toEqual([...CreditEntryKind.options].sort())
    expect([isEntryKind('spend'), isEntryKind('constructor'), isEntryKind(undefined)]).toEqual([true, false, false])
  })

  it.each([
    ['a purchase needs no more words', entry('purchase', { bought: 20 }), []],
    ['nor does what was used of the bought', entry('spend', { bought: -3 }), []],
    ['use of a promotion says so', entry('spend', { promotion: -3 }), ['from a promotion']],
    [
      'use through two buckets counts both',
      entry('spend', { promotion: -1200, bought: -1 }),
      ['1,200 from a promotion, 1 bought'],
    ],
    ['a gift says whether it is spent first', entry('grant', { promotion: 5 }), ['from a promotion']],
    ['or last', entry('grant', { bought: 5 }), ['bought']],
    ['money paid back for what was used', entry('refund', { bought: -6, owed: 4 }), ['4 owed']],
    ['a debt that ended', entry('correction', { owed: -4 }), ['4 no longer owed']],
  ])('%s', (_name, given, words) => {
    expect(entryDetails(given, 'en-US')).toEqual(words)
  })

  it('writes a change with its sign', () => {
    expect([formatChange(1200, 'en-US'), formatChange(-3, 'en-US'), formatChange(0)]).toEqual(['+1,200', '−3', '0'])
  })
})

import type { TimelineEntry } from '@cashwrap/shared/contracts/staff'
import { expect, it } from 'vitest'
import { groupByDay } from './group-by-day.ts'

const at = (instant: string): TimelineEntry => ({
  at: instant,
  source: 'order',
  title: instant,
  detail: null,
  tone: 'neutral',
  reference: null,
})

const ENTRIES = [at('2026-11-20T14:59:00Z'), at('2026-11-20T15:01:00Z'), at('2026-11-20T15:01:00Z')]

it('parts a timeline where the reader’s own day changes', () => {
  expect(groupByDay(ENTRIES, 'Asia/Tokyo').map((day) => day.entries.length)).toEqual([1, 2])
  expect(groupByDay(ENTRIES, 'UTC').map((day) => day.entries.length)).toEqual([3])
})

it('tells entries of one instant apart', () => {
  const keys = groupByDay(ENTRIES, 'UTC').flatMap((day) => day.entries.map((entry) => entry.key))
  expect(new Set(keys).size).toBe(3)
})

import { sql } from 'kysely'

/**
 * - `money`: a payment, access or booking is wrong
 * - `work`: something waits for longer than it should
 */
export type Severity = 'money' | 'work'

export interface Invariant {
  id: string
  says: string
  severity: Severity
  /** Selects what breaks it, as `subject` and `detail`. `$now` is a moment, given by the caller. */
  findBreaches(now: Date): ReturnType<typeof sql<{ subject: string; detail: string }>>
}

export const breach = sql<{ subject: string; detail: string }>

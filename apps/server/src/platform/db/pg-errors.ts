import pg from 'pg'

const UNIQUE_VIOLATION = '23505'
const RETRYABLE = new Set(['40001', '40P01'])

const codeOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined)
const isOn = (error: unknown, constraint: string): boolean =>
  error instanceof pg.DatabaseError && error.constraint === constraint

export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  codeOf(error) === UNIQUE_VIOLATION && isOn(error, constraint)

/** A deadlock or a serialization failure: the same work run again may well succeed. */
export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error) ?? '')

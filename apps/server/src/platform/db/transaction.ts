import type { Result } from '@cashwrap/shared/result'
import type { Db, Tx } from './database.ts'
import { isRetryable } from './pg-errors.ts'

class RolledBack<T> extends Error {
  readonly outcome: T
  constructor(outcome: T) {
    super('rolled back')
    this.outcome = outcome
  }
}

const TRIES = 4

/**
 * Runs `work` in one transaction. A returned failure rolls back as a throw does (Kysely's own would commit it). Deadlocks and
 * serialization failures are run again from the start, so `work` must have no effect outside the transaction.
 */
export async function inTransaction<T, F>(db: Db, work: (tx: Tx) => Promise<Result<T, F>>): Promise<Result<T, F>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (tx) => {
        const outcome = await work(tx)
        if (!outcome.ok) throw new RolledBack(outcome)
        return outcome
      })
    } catch (error) {
      if (error instanceof RolledBack) return error.outcome
      if (attempt < TRIES && isRetryable(error)) continue
      throw error
    }
  }
}

/** The same for work that cannot fail in a way its caller handles. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt < TRIES && isRetryable(error)) continue
      throw error
    }
  }
}

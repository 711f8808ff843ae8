import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Tx } from '../db/database.ts'
import { JOBS, type JobName, type JobPayload, WAITING_JOBS } from './job-catalogue.ts'

/** Puts work into the caller's transaction: it exists when the transaction commits, and not if it rolls back. */
export type Enqueue = <Name extends JobName>(tx: Tx, name: Name, payload: JobPayload<Name>) => Promise<void>

export type JobHandlers = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> }

export interface Queue {
  enqueue: Enqueue
  /** Begins to take work. `concurrency` is the number of jobs of one kind under way at once in this process; of some, a multiple. */
  work(handlers: JobHandlers, concurrency: number): Promise<void>
  /** Takes no more work and waits for what is under way. */
  stop(): Promise<void>
}

const NAMES = Object.keys(JOBS) as JobName[]

/**
 * pg-boss over its own small pool. Retries with growing delays are its business; what must never be lost also stands in a
 * table of ours with a due time, from which the sweep starts it again.
 */
export async function openQueue(databaseUrl: string, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 6,
    useListenNotify: true,
    application_name: 'cashwrap-queue',
  })
  boss.on('error', onError)
  await boss.start()
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name))
  for (const name of NAMES) {
    if (existing.has(name)) continue
    await boss.createQueue(name, {
      notify: true,
      heartbeatSeconds: 10,
      expireInSeconds: 120,
      retryLimit: 8,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 300,
      deleteAfterSeconds: 86_400,
    })
  }

  return {
    async enqueue(tx, name, payload) {
      const executeSql = async (text: string, values: unknown[] = []) => ({
        rows: (await tx.executeQuery(CompiledQuery.raw(text, values))).rows,
      })
      await boss.send(name, payload, { db: { executeSql } })
    },
    async work(handlers, concurrency) {
      const workOn = async <Name extends JobName>(name: Name) => {
        const workerId = await boss.work<JobPayload<Name>>(
          name,
          { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 },
          async ([job]) => {
            try {
              if (job) await handlers[name](JOBS[name].parse(job.data) as JobPayload<Name>)
            } finally {
              // What arrived meanwhile woke a worker that was busy: it looks again instead of waiting for its poll.
              boss.notifyWorker(workerId)
            }
          },
        )
      }
      for (const name of NAMES)
        for (let worker = 0; worker < concurrency * (WAITING_JOBS[name] ?? 1); worker++) await workOn(name)
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  }
}

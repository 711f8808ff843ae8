import type { JobName, JobPayload } from '../../src/platform/queue/job-catalogue.ts'
import type { Enqueue } from '../../src/platform/queue/queue.ts'

export type EnqueuedJob = { [Name in JobName]: { name: Name; payload: JobPayload<Name> } }[JobName]

/** Remembers what was enqueued, also what a rollback then took back. */
export function recordingEnqueue(): { enqueue: Enqueue; jobs: EnqueuedJob[] } {
  const jobs: EnqueuedJob[] = []
  return {
    jobs,
    enqueue: async (_tx, name, payload) => {
      jobs.push({ name, payload } as EnqueuedJob)
    },
  }
}

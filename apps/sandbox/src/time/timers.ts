import type { Store } from '../state/store.ts'
import type { Clock } from './clock.ts'

export type TimerKind = 'expire_session' | 'settle_session' | 'settle_intent' | 'settle_refund' | 'release_test_clock'
export type TimerHandler = (subject: string) => void

/** Things due at a moment of sandbox time. They are rows, so they outlive the process. */
export type Timers = {
  /** Sets or moves the timer of this subject. `due` is in seconds. */
  set(kind: TimerKind, subject: string, due: number): void
  clear(kind: TimerKind, subject: string): void
  handle(kind: TimerKind, handler: TimerHandler): void
  /** Runs what is due by now, oldest first, each in its own transaction. Cheap when nothing is. */
  runDue(): void
  /** Re-reads the next due moment, after a reset or a jump of the clock. */
  refresh(): void
  stop(): void
}

const LONGEST_SLEEP_MS = 60_000

export function createTimers(store: Store, clock: Clock): Timers {
  const handlers = new Map<TimerKind, TimerHandler>()
  let nextDue: number | null = null
  let sleeper: NodeJS.Timeout | undefined
  let isRunning = false
  let isStopped = false

  const readNextDue = () => {
    const row = store.statement('select min(due) as due from timers').get()
    nextDue = typeof row?.due === 'number' ? row.due : null
  }
  const sleep = () => {
    clearTimeout(sleeper)
    if (nextDue === null || isStopped) return
    const wait = Math.min(Math.max(nextDue * 1000 - clock.nowMs(), 0), LONGEST_SLEEP_MS)
    sleeper = setTimeout(() => {
      timers.runDue()
      sleep()
    }, wait)
    sleeper.unref()
  }

  const timers: Timers = {
    set(kind, subject, due) {
      store
        .statement('insert into timers values (?, ?, ?) on conflict (kind, subject) do update set due = excluded.due')
        .run(kind, subject, due)
      if (nextDue === null || due < nextDue) {
        nextDue = due
        sleep()
      }
    },
    clear(kind, subject) {
      store.statement('delete from timers where kind = ? and subject = ?').run(kind, subject)
    },
    handle(kind, handler) {
      handlers.set(kind, handler)
    },
    runDue() {
      if (isRunning || nextDue === null || nextDue > clock.now()) return
      isRunning = true
      try {
        const due = store.statement('select kind, subject from timers where due <= ? order by due, kind, subject')
        for (const row of due.all(clock.now())) {
          const kind = String(row.kind)
          const subject = String(row.subject)
          store.transaction(() => {
            store.statement('delete from timers where kind = ? and subject = ?').run(kind, subject)
            for (const [known, handler] of handlers) if (known === kind) handler(subject)
          })
        }
      } finally {
        isRunning = false
        timers.refresh()
      }
    },
    refresh() {
      readNextDue()
      sleep()
    },
    stop() {
      isStopped = true
      clearTimeout(sleeper)
    },
  }
  return timers
}

import type { Store } from '../state/store.ts'
import type { Clock } from './clock.ts'

export type TimerKind =
  | 'expire_session'
  | 'settle_session'
  | 'settle_intent'
  | 'settle_refund'
  | 'release_test_clock'
  | 'renew_subscription'
  | 'cancel_subscription'
  | 'expire_subscription'
  | 'announce_trial_end'
  | 'resume_collection'
  | 'finalize_invoice'
  | 'retry_invoice'
export type TimerHandler = (subject: string) => void

/** Things due at a moment of sandbox time, or of a test clock. They are rows, so they outlive the process. */
export type Timers = {
  /** Sets or moves the timer of this subject, on the clock whose moment it is. `due` is in seconds. */
  set(kind: TimerKind, subject: string, due: number): void
  clear(kind: TimerKind, subject: string): void
  handle(kind: TimerKind, handler: TimerHandler): void
  /**
   * Runs what is due by now on the sandbox's own clock, and what that makes due, in order and each at its own moment, in
   * a transaction of its own. Cheap when nothing is due.
   */
  runDue(): void
  /** The same on a test clock, up to a moment of it, in the caller's transaction. */
  runTestClock(clockId: string, until: number): void
  /** Forgets what is due on a test clock. */
  clearTestClock(clockId: string): void
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
    const row = store.statement("select min(due) as due from timers where clock = ''").get()
    nextDue = typeof row?.due === 'number' ? row.due : null
  }
  const sleep = () => {
    clearTimeout(sleeper)
    if (nextDue === null || isStopped) return
    const wait = Math.min(Math.max(nextDue * 1000 - clock.ownNowMs(), 0), LONGEST_SLEEP_MS)
    sleeper = setTimeout(() => {
      timers.runDue()
      sleep()
    }, wait)
    sleeper.unref()
  }
  /** Runs the first of what is due on this clock; false when there is nothing. What was set first goes first. */
  const runFirst = (testClock: string, until: number): boolean => {
    const row = store
      .statement('select kind, subject, due from timers where clock = ? and due <= ? order by due, seq limit 1')
      .get(testClock, until)
    if (!row) return false
    const kind = String(row.kind)
    const subject = String(row.subject)
    clock.at({ now: Number(row.due), testClock }, () =>
      store.transaction(() => {
        store.statement('delete from timers where kind = ? and subject = ?').run(kind, subject)
        for (const [known, handler] of handlers) if (known === kind) handler(subject)
      }),
    )
    return true
  }

  const timers: Timers = {
    set(kind, subject, due) {
      const testClock = clock.testClock()
      store
        .statement(
          `insert into timers (kind, subject, due, clock, seq)
           values (?, ?, ?, ?, (select coalesce(max(seq), 0) + 1 from timers))
           on conflict (kind, subject) do update set due = excluded.due, clock = excluded.clock, seq = excluded.seq`,
        )
        .run(kind, subject, due, testClock)
      if (testClock === '' && (nextDue === null || due < nextDue)) {
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
      if (isRunning || clock.isInMoment() || nextDue === null || nextDue > clock.now()) return
      isRunning = true
      try {
        // Each step may make others due, up to the same moment.
        while (runFirst('', clock.now()));
      } finally {
        isRunning = false
        timers.refresh()
      }
    },
    runTestClock(clockId, until) {
      while (runFirst(clockId, until));
    },
    clearTestClock(clockId) {
      store.statement('delete from timers where clock = ?').run(clockId)
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

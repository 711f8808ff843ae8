import { z } from 'zod'
import type { Store } from '../state/store.ts'
import { ids } from '../wire/ids.ts'

const API_ACTIONS = ['rate_limit', 'server_error', 'time_out', 'delay_request'] as const
const WEBHOOK_ACTIONS = ['drop', 'delay', 'duplicate', 'reorder'] as const

/** What `POST /_sandbox/faults` takes. See the README for each action. */
export const FaultInput = z.strictObject({
  action: z.enum([...API_ACTIONS, ...WEBHOOK_ACTIONS]),
  /** An API operation such as `POST /v1/checkout/sessions` or `GET /v1/refunds/:id`; absent: every operation. */
  operation: z.string().optional(),
  /** An event type, `*` at the end matches any rest; absent: every event. */
  event: z.string().optional(),
  /** For server_error and time_out: whether the call has taken effect. */
  when: z.enum(['before_commit', 'after_commit']).default('before_commit'),
  /** For server_error: whether the 500 is kept under the idempotency key and replayed, as Stripe does. */
  stored: z.boolean().default(true),
  /** For rate_limit: the error code. */
  code: z.enum(['rate_limit', 'lock_timeout']).default('rate_limit'),
  /** How often it strikes. With `reorder`, how many deliveries are gathered and sent backwards. Absent: until deleted. */
  count: z.int().positive().optional(),
  /** Strikes with this probability, drawn from `seed`. */
  rate: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
  /** Seconds to delay (sandbox clock for webhooks, wall clock for API calls) or to hold a connection before it is cut. */
  seconds: z
    .number()
    .min(0)
    .max(30 * 86_400)
    .optional(),
})
export type FaultInput = z.infer<typeof FaultInput>

export type Fault = FaultInput & { id: string; hits: number; draws: number }
export type ApiFault = Fault & { action: (typeof API_ACTIONS)[number] }
export type WebhookFault = Fault & { action: (typeof WEBHOOK_ACTIONS)[number] }

/** Deliberate failures. They are stored, so a restart keeps them. */
export type Faults = {
  add(input: FaultInput): Fault
  list(): Fault[]
  clear(id?: string): void
  /** The fault that strikes this API call, if any. Asking counts as a call. */
  strikeApi(operation: string): ApiFault | undefined
  /** The fault that strikes this delivery, if any. Asking counts as a delivery. */
  strikeDelivery(eventType: string): WebhookFault | undefined
  refresh(): void
}

export function createFaults(store: Store): Faults {
  const active = new Map<string, Fault>()
  const save = (fault: Fault) => {
    store
      .statement('insert into faults (id, json) values (?, ?) on conflict (id) do update set json = excluded.json')
      .run(fault.id, JSON.stringify(fault))
  }
  const strike = <T extends Fault>(isCandidate: (fault: Fault) => fault is T): T | undefined => {
    for (const fault of active.values()) {
      if (!isCandidate(fault) || (fault.count !== undefined && fault.hits >= fault.count)) continue
      const isHit = fault.rate === undefined || draw(fault.seed, fault.draws) < fault.rate
      fault.draws += 1
      if (isHit) fault.hits += 1
      save(fault)
      if (isHit) return fault
    }
    return undefined
  }
  const faults: Faults = {
    add(input) {
      const fault = { ...input, id: ids.fault(), hits: 0, draws: 0 }
      active.set(fault.id, fault)
      save(fault)
      return fault
    },
    list: () => [...active.values()],
    clear(id) {
      if (id === undefined) store.db.exec('delete from faults')
      else store.statement('delete from faults where id = ?').run(id)
      faults.refresh()
    },
    strikeApi(operation) {
      if (active.size === 0) return undefined
      return strike(
        (fault): fault is ApiFault =>
          isApiFault(fault) && (fault.operation === undefined || fault.operation === operation),
      )
    },
    strikeDelivery(eventType) {
      if (active.size === 0) return undefined
      return strike(
        (fault): fault is WebhookFault =>
          !isApiFault(fault) && (fault.event === undefined || matchesPattern(fault.event, eventType)),
      )
    },
    refresh() {
      active.clear()
      for (const row of store.statement('select json from faults order by seq').all()) {
        const fault: Fault = JSON.parse(String(row.json))
        active.set(fault.id, fault)
      }
    },
  }
  faults.refresh()
  return faults
}

function isApiFault(fault: Fault): fault is ApiFault {
  return API_ACTIONS.some((action) => action === fault.action)
}

/** Whether an event type fits a pattern: equal, or `*`, or a start followed by `*`. */
export function matchesPattern(pattern: string, eventType: string): boolean {
  return pattern.endsWith('*') ? eventType.startsWith(pattern.slice(0, -1)) : pattern === eventType
}

/** The n-th number in [0, 1) of a seed (mulberry32): the same seed fails the same calls. */
function draw(seed: number, n: number): number {
  let t = (Math.imul(seed, 0x9e3779b1) + Math.imul(n + 1, 0x6d2b79f5)) | 0
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

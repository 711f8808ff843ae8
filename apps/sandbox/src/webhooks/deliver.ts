import type { Logger } from 'pino'
import { Agent, request } from 'undici'
import type { Faults } from '../control/faults.ts'
import type { EventObject, WebhookEndpointObject } from '../state/object-types.ts'
import type { Store } from '../state/store.ts'
import type { Clock } from '../time/clock.ts'
import { API_VERSION } from '../wire/api-version.ts'
import { secondsToNextAttempt } from './backoff.ts'
import { scheduleDeliveries } from './schedule.ts'
import { signPayload } from './sign.ts'

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped'
export type Delivery = {
  id: number
  event_id: string
  endpoint_id: string
  state: DeliveryState
  /** Sandbox time in milliseconds. */
  due: number
  attempts: number
  last_status: number | null
  last_error: string | null
}

/** Sends events to webhook endpoints until they answer 2xx. What is owed is rows, so a kill loses none of it. */
export type Deliveries = {
  /** Queues one delivery per endpoint, in the caller's transaction. */
  schedule(event: EventObject, endpoints: readonly WebhookEndpointObject[]): void
  /** Queues the event once more for this endpoint, whatever became of it before. */
  resend(event: EventObject, endpoints: readonly WebhookEndpointObject[]): void
  ofEvent(eventId: string): Delivery[]
  /** Looks for due deliveries soon; safe inside a transaction. */
  wake(): void
  /** Resolves once every endpoint has been tried at least once with this event, or after `ms`; true if all answered 2xx. */
  waitForFirstAttempt(eventId: string, ms: number): Promise<boolean>
  /** Resolves when nothing is due any more and nothing is on its way. */
  idle(): Promise<void>
  stop(): Promise<void>
}

const CONCURRENCY = 24
const ATTEMPT_TIMEOUT_MS = 20_000
const LONGEST_SLEEP_MS = 60_000

export function createDeliveries(deps: { store: Store; clock: Clock; faults: Faults; log: Logger }): Deliveries {
  const { store, clock, log } = deps
  const agent = new Agent({ connections: CONCURRENCY, keepAliveTimeout: 4_000 })
  const inFlight = new Set<number>()
  const listeners = new Set<() => void>()
  let sleeper: NodeJS.Timeout | undefined
  let isWoken = false
  let isStopped = false

  const selectDue = store.db.prepare(
    `select * from deliveries as one where state = 'pending' and due <= ? and (in_order = 0 or attempts > 0 or not exists (
       select 1 from deliveries as earlier where earlier.state = 'pending' and earlier.endpoint_id = one.endpoint_id
         and earlier.in_order = 1 and earlier.attempts = 0 and (earlier.due, earlier.id) < (one.due, one.id)
     )) order by due, id limit ?`,
  )
  const selectNext = store.db.prepare(
    "select due from deliveries where state = 'pending' and due > ? order by due limit 1",
  )
  const selectOfEvent = store.db.prepare('select * from deliveries where event_id = ? order by id')
  const finish = store.db.prepare(
    'update deliveries set state = ?, due = ?, attempts = ?, last_status = ?, last_error = ? where id = ?',
  )

  const dueRows = (): Delivery[] =>
    selectDue
      .all(clock.nowMs(), CONCURRENCY + inFlight.size)
      .map(toDelivery)
      .filter((delivery) => !inFlight.has(delivery.id))

  const poll = () => {
    isWoken = false
    clearTimeout(sleeper)
    if (isStopped) return
    for (const delivery of dueRows().slice(0, CONCURRENCY - inFlight.size)) {
      inFlight.add(delivery.id)
      void attempt(delivery).finally(() => {
        inFlight.delete(delivery.id)
        for (const notify of [...listeners]) notify()
        wake()
      })
    }
    const next = selectNext.get(clock.nowMs())
    if (typeof next?.due !== 'number') return
    sleeper = setTimeout(poll, Math.min(Math.max(next.due - clock.nowMs(), 1), LONGEST_SLEEP_MS))
    sleeper.unref()
  }

  const wake = () => {
    if (isWoken || isStopped) return
    isWoken = true
    setImmediate(poll)
  }

  const attempt = async (delivery: Delivery) => {
    const event = store.get('event', delivery.event_id)
    const endpoint = store.get('webhook_endpoint', delivery.endpoint_id)
    if (!event || endpoint?.status !== 'enabled') {
      finish.run('failed', delivery.due, delivery.attempts, null, 'The endpoint is gone or disabled.', delivery.id)
      return
    }
    const answer = await post(agent, endpoint, event)
    if (isStopped) return
    const attempts = delivery.attempts + 1
    const isDelivered = answer.status !== null && answer.status >= 200 && answer.status < 300
    const wait = isDelivered ? null : secondsToNextAttempt(attempts)
    const state: DeliveryState = isDelivered ? 'delivered' : wait === null ? 'failed' : 'pending'
    const due = wait === null ? delivery.due : clock.nowMs() + wait * 1000
    finish.run(state, due, attempts, answer.status, answer.error, delivery.id)
    log.debug({ event: event.type, id: event.id, endpoint: endpoint.id, status: answer.status, state }, 'webhook')
  }

  const ofEvent = (eventId: string) => selectOfEvent.all(eventId).map(toDelivery)

  return {
    schedule(event, endpoints) {
      scheduleDeliveries(deps, event, endpoints)
      wake()
    },
    resend(event, endpoints) {
      const insert = store.db.prepare(
        "insert into deliveries (event_id, endpoint_id, state, due) values (?, ?, 'pending', ?)",
      )
      for (const endpoint of endpoints) insert.run(event.id, endpoint.id, clock.nowMs())
      wake()
    },
    ofEvent,
    wake,
    async waitForFirstAttempt(eventId, ms) {
      const isTried = () => ofEvent(eventId).every(({ state, attempts }) => state !== 'pending' || attempts > 0)
      await waitUntil(listeners, isTried, ms)
      return ofEvent(eventId).every(({ state }) => state === 'delivered')
    },
    async idle() {
      await waitUntil(listeners, () => inFlight.size === 0 && dueRows().length === 0, ATTEMPT_TIMEOUT_MS)
    },
    async stop() {
      isStopped = true
      clearTimeout(sleeper)
      await agent.destroy()
    },
  }
}

async function post(
  agent: Agent,
  endpoint: WebhookEndpointObject,
  event: EventObject,
): Promise<{ status: number | null; error: string | null }> {
  const body = JSON.stringify({ ...event, api_version: endpoint.api_version ?? API_VERSION }, null, 2)
  try {
    const response = await request(endpoint.url, {
      method: 'POST',
      dispatcher: agent,
      headersTimeout: ATTEMPT_TIMEOUT_MS,
      bodyTimeout: ATTEMPT_TIMEOUT_MS,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        accept: '*/*; q=0.5, application/xml',
        'cache-control': 'no-cache',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        // Signatures live on wall time, whatever the sandbox clock says: receivers compare them with their own.
        'stripe-signature': signPayload(body, endpoint.secrets, Math.floor(Date.now() / 1000)),
      },
      body,
    })
    await response.body.dump()
    return { status: response.statusCode, error: null }
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) }
  }
}

function toDelivery(row: Record<string, unknown>): Delivery {
  return {
    id: Number(row.id),
    event_id: String(row.event_id),
    endpoint_id: String(row.endpoint_id),
    state: readState(row.state),
    due: Number(row.due),
    attempts: Number(row.attempts),
    last_status: typeof row.last_status === 'number' ? row.last_status : null,
    last_error: typeof row.last_error === 'string' ? row.last_error : null,
  }
}

function readState(value: unknown): DeliveryState {
  return value === 'delivered' || value === 'failed' || value === 'dropped' ? value : 'pending'
}

function waitUntil(listeners: Set<() => void>, isDone: () => boolean, ms: number): Promise<void> {
  if (isDone()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      listeners.delete(check)
      resolve()
    }
    const check = () => {
      if (isDone()) end()
    }
    const timer = setTimeout(end, ms)
    listeners.add(check)
  })
}

import type { Logger } from 'pino'
import type { Faults } from './control/faults.ts'
import type { ObjectType } from './state/object-types.ts'
import type { Store } from './state/store.ts'
import type { Clock } from './time/clock.ts'
import type { Timers } from './time/timers.ts'
import type { Deliveries } from './webhooks/deliver.ts'
import type { Caller } from './wire/authenticate.ts'

/** Everything a part of the sandbox works with. */
export type Sandbox = {
  readonly store: Store
  readonly clock: Clock
  readonly timers: Timers
  readonly faults: Faults
  readonly deliveries: Deliveries
  readonly log: Logger
  /** Known once listening; no slash at the end. `public` is what goes into links. */
  readonly urls: { public: string; smtp: string }
  /** Where the SMTP port was asked for; 0 is any free one. */
  readonly smtpPort: number
  /** The address that every server of the sandbox listens on. */
  readonly host: string
}

/** One change of state: an API request, or something the sandbox does by itself (then without a request). */
export type Call = {
  readonly sandbox: Sandbox
  readonly store: Store
  /** The connected account the call is made for; empty for the platform. */
  readonly account: string
  readonly requestId: string | null
  readonly idempotencyKey: string | null
  /** Who asks: the shop with its secret key (or the sandbox by itself), or a buyer's browser with a publishable one. */
  readonly caller: Caller
  /** Set while something is only tried, to see what it would come to: nobody is told of it and no money moves. */
  readonly isRehearsal?: true
}

/** The same call, made for the account that an object belongs to, so that its events are told there. */
export function onBehalfOf(call: Call, type: ObjectType, id: string): Call {
  return { ...call, account: call.store.accountOf(type, id) ?? call.account }
}

/** Runs something the sandbox does by itself as one transaction. */
export function runInternally<T>(sandbox: Sandbox, work: (call: Call) => T): T {
  const call: Call = {
    sandbox,
    store: sandbox.store,
    account: '',
    requestId: null,
    idempotencyKey: null,
    caller: 'shop',
  }
  return sandbox.store.transaction(() => work(call))
}

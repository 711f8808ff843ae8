import { EventEmitter, on } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import type { Tx } from './database.ts'

const CHANNEL = 'cashwrap_orders'

/** Tells every server, when the transaction commits, that something about an order changed. */
export async function signalOrder(tx: Tx, orderId: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${orderId})`.execute(tx)
}

export interface OrderSignals extends AsyncDisposable {
  /** Yields at every change of the order, on whichever server it happened, and once whenever the connection was lost meanwhile. */
  changes(orderId: string, signal: AbortSignal): AsyncIterable<unknown>
}

const RECONNECT_MS = 1_000
const CONNECT_MS = 5_000

/** Listens on one connection of its own and opens it again when it breaks. */
export async function openOrderSignals(databaseUrl: string, onError: (error: Error) => void): Promise<OrderSignals> {
  const changed = new EventEmitter()
  changed.setMaxListeners(0)
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'cashwrap-signals',
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
    })
    next.on('error', (error) => {
      onError(error)
      reconnectLater(next)
    })
    next.on('end', () => reconnectLater(next))
    next.on('notification', ({ payload }) => payload !== undefined && changed.emit(payload))
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    client = next
    for (const orderId of changed.eventNames()) changed.emit(orderId)
  }
  const reconnectLater = (lost: pg.Client) => {
    if (isClosed || lost !== client) return
    client = undefined
    const attempt = () => {
      connect().catch((error: Error) => {
        onError(error)
        if (!isClosed) retry = setTimeout(attempt, RECONNECT_MS)
      })
    }
    retry = setTimeout(attempt, RECONNECT_MS)
  }
  await connect()

  return {
    changes: (orderId, signal) => on(changed, orderId, { signal }),
    async [Symbol.asyncDispose]() {
      isClosed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}

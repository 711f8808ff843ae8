import type { Store } from '../state/store.ts'

/** An API request as `GET /_sandbox/requests` shows it. No bodies: they may hold what nobody should read in a log. */
export type LoggedRequest = {
  id: string
  method: string
  path: string
  operation: string | null
  idempotency_key: string | null
  replayed: boolean
  /** Null when the connection was cut instead of answered. */
  status: number | null
  created: number
}

const KEPT = 2_000
const PRUNE_EVERY = 500

export function logRequest(store: Store, request: LoggedRequest): void {
  const { lastInsertRowid } = store
    .statement('insert into requests (id, json) values (?, ?)')
    .run(request.id, JSON.stringify(request))
  const last = Number(lastInsertRowid)
  if (last % PRUNE_EVERY === 0) store.statement('delete from requests where seq <= ?').run(last - KEPT)
}

/** Newest first. */
export function listRequests(store: Store, limit: number): LoggedRequest[] {
  return store
    .statement('select json from requests order by seq desc limit ?')
    .all(limit)
    .map((row) => JSON.parse(String(row.json)))
}

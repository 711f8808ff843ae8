/** Endpoints that somebody registered, or a plugin site where the plugin says it is. */
export type ReceiverKind = 'endpoint' | 'site'

export interface WebhookPost {
  to: ReceiverKind
  url: string
  headers: Readonly<Record<string, string>>
  /** Sent as UTF-8, as it is. */
  body: string
  timeoutMs: number
}

/**
 * - `answered`: whatever the status; the body is what was read of it, and a redirect is an answer like any other
 * - `unanswered`: nothing came, or not in time, or the address was refused before anything was sent
 */
export type PostOutcome = { durationMs: number } & (
  | { kind: 'answered'; status: number; headers: Readonly<Record<string, string>>; body: string }
  | { kind: 'unanswered'; error: string }
)

/** Posts to addresses that strangers gave, and never into the network it stands in. Does not throw. */
export interface WebhookPoster {
  post(request: WebhookPost): Promise<PostOutcome>
  /** Why nothing would ever be sent to this address, by its form alone; null if nothing speaks against it. */
  refusalOf(url: string, to: ReceiverKind): string | null
}

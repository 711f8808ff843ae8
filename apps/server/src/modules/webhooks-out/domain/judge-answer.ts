import type { PostOutcome, ReceiverKind } from './webhook-poster.ts'

/**
 * - `taken`: it has arrived
 * - `gone`: the endpoint wants no more of anything
 * - `refused`: the receiver will not take this one, however often it is sent
 * - `later`: it may well take it another time
 */
export type Verdict = { kind: 'taken' } | { kind: 'gone' | 'refused' | 'later'; error: string }

const GONE = 410
/** The plugin's words for a wrong signature and for what it cannot read, and a site's for a page that is no more. */
const REFUSED_BY_SITE: ReadonlySet<number> = new Set([400, 401, GONE])

/** What an answer means. Only 2xx is a yes, and from a plugin site only with the plugin's own word for it. */
export function judgeAnswer(outcome: PostOutcome, to: ReceiverKind): Verdict {
  if (outcome.kind === 'unanswered') return { kind: 'later', error: outcome.error }
  const { status, body } = outcome
  const error = `HTTP ${status}`
  if (to === 'site') {
    if (REFUSED_BY_SITE.has(status)) return { kind: 'refused', error }
    if (status !== 200) return { kind: 'later', error }
    return saysSuccess(body) ? { kind: 'taken' } : { kind: 'later', error: 'HTTP 200, but not from the plugin' }
  }
  if (status === GONE) return { kind: 'gone', error }
  return status >= 200 && status < 300 ? { kind: 'taken' } : { kind: 'later', error }
}

function saysSuccess(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && 'success' in value && value.success === true
  } catch {
    return false
  }
}

import type { ScreenFailureKind } from './failure.ts'

/** One attempt to start a checkout: its idempotency key, and what was asked with it. */
export interface Attempt {
  key: string
  asked: string
}

/** After these nobody knows whether the shop heard it, or it is still at work: the same key must be used again. */
const UNDECIDED: ReadonlySet<ScreenFailureKind> = new Set([
  'offline',
  'internal',
  'provider-unavailable',
  'idempotency-key-in-progress',
])

/** The same attempt for the same question, a new one for another. */
export function attemptFor(before: Attempt | null, question: unknown, makeKey: () => string): Attempt {
  const asked = JSON.stringify(question)
  return before?.asked === asked ? before : { key: makeKey(), asked }
}

/** What is left of an attempt after its failure: a named refusal ends it, an unknown outcome does not. */
export const afterFailure = (attempt: Attempt | null, failure: ScreenFailureKind): Attempt | null =>
  UNDECIDED.has(failure) ? attempt : null

/** 128 random bits as text; also on plain-http addresses, where `crypto.randomUUID` is missing. */
export function makeAttemptKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `web_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

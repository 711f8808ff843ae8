import { type Logger, pino } from 'pino'

export type { Logger }

/** JSON lines on standard output. Only named fields are ever logged: no bodies, headers, URLs with queries, or raw events. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  })
}

/** What an operator needs of an error; `cause` chains are kept, requests and payloads that libraries hang on errors are not. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? { constraint: error.constraint } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { type: error.name, message: error.message, ...code, ...constraint, stack: error.stack, ...cause }
}

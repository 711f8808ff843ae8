import type { Failure, FailureKind } from '@cashwrap/shared/contracts/failures'

/** What a screen can meet: a failure the shop names, or no answer from it at all. */
export type ScreenFailure = Failure | { kind: 'offline' }
export type ScreenFailureKind = FailureKind | 'offline'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads `error.data.failure` of a tRPC error; no answer at all is `offline`, anything unnamed is `internal`. */
export function readFailure(error: unknown): ScreenFailure {
  if (!isObject(error)) return { kind: 'internal' }
  const data = error.data
  if (isObject(data)) {
    const failure = data.failure
    return isObject(failure) && typeof failure.kind === 'string' ? (failure as Failure) : { kind: 'internal' }
  }
  // A tRPC error without data never reached the shop, or what answered was not the shop.
  return error.name === 'TRPCClientError' ? { kind: 'offline' } : { kind: 'internal' }
}

/** The message the shop gave for one field of what was sent, if it refused that field. */
export function fieldError(failure: ScreenFailure | null, path: string): string | undefined {
  if (failure?.kind !== 'invalid-input') return undefined
  return failure.fields.find((field) => field.path === path)?.message
}

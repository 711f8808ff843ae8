import { Failure } from '@cashwrap/shared/contracts/failures'

/**
 * The failure a shop named when it refused a call, with its facts: `switch (failure?.kind)`. Undefined when nothing of the
 * kind arrived: the network, a proxy, or a shop newer than this client.
 */
export function failureOf(error: unknown): Failure | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined
  const { data } = error
  if (typeof data !== 'object' || data === null || !('failure' in data)) return undefined
  return Failure.safeParse(data.failure).data
}

import type { Failure } from '@cashwrap/shared/contracts/failures'

/** A failure that can come of anything below, thrown so that it need not be in every signature; transports answer it as if returned. */
export class ThrownFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure, cause: unknown) {
    super(failure.kind, { cause })
    this.name = 'ThrownFailure'
    this.failure = failure
  }
}

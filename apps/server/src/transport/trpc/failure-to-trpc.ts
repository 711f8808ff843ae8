import type { Failure } from '@cashwrap/shared/contracts/failures'
import { TRPCError } from '@trpc/server'
import { HTTP_STATUS } from '../http/failure-to-http.ts'

const CODE = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  402: 'PAYMENT_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<(typeof HTTP_STATUS)[Failure['kind']], TRPCError['code']>

/** Carries a failure through tRPC; the error formatter puts it on `error.data.failure`. */
export class FailureCause extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind)
    this.failure = failure
  }
}

export function toTrpcError(failure: Failure): TRPCError {
  return new TRPCError({
    code: CODE[HTTP_STATUS[failure.kind]],
    message: failure.kind,
    cause: new FailureCause(failure),
  })
}

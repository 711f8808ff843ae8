import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { type Failed, fail } from '@cashwrap/shared/result'

export type Invalid = FailureOf<'invalid-input'>

export const invalid = (path: string, message: string): Failed<Invalid> =>
  fail<Invalid>({ kind: 'invalid-input', fields: [{ path, message }] })

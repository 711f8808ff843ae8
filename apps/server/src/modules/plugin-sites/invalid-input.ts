import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ZodError } from 'zod'

/** By field, what was wrong. */
export const invalidInput = (error: ZodError): FailureOf<'invalid-input'> => ({
  kind: 'invalid-input',
  fields: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
})

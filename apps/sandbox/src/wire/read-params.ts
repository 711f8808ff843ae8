import type { z } from 'zod'
import { invalidParameter, type StripeFailure } from './errors.ts'
import type { RawParams } from './form-encoding.ts'
import type { Refusal } from './params.ts'

/** Reads raw parameters by a schema, or throws the first refusal in Stripe's words. */
export function readParams<T extends z.ZodType>(schema: T, raw: RawParams): z.output<T> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  throw toFailure(result.error.issues, raw)
}

function toFailure(issues: readonly z.core.$ZodIssue[], raw: RawParams): StripeFailure {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => paramName([...issue.path, key])) : [],
  )
  if (unknown.length > 0) {
    const plural = unknown.length > 1 ? 's' : ''
    return invalidParameter(
      `Received unknown parameter${plural}: ${unknown.join(', ')}`,
      unknown[0],
      'parameter_unknown',
    )
  }
  const issue = issues[0]
  if (!issue) return invalidParameter('Invalid request.')
  const param = paramName(issue.path)
  const given = valueAt(raw, issue.path)
  if (given === undefined && issue.code !== 'custom') {
    return invalidParameter(`Missing required param: ${param}.`, param, 'parameter_missing')
  }
  if (issue.code === 'custom') {
    const refusal: Refusal | undefined = issue.params?.refusal
    return invalidParameter(refusal?.text(param) ?? issue.message, param, refusal?.code)
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((candidate) => candidate.code !== 'invalid_type') ?? issue.errors.flat()[0]
    if (inner) return toFailure([{ ...inner, path: [...issue.path, ...inner.path] }], raw)
  }
  if (issue.message.startsWith('one-of:')) {
    const words = issue.message.slice('one-of:'.length).split('|')
    return invalidParameter(`Invalid ${param}: must be ${wordList(words)}`, param)
  }
  if (issue.code === 'invalid_type' && issue.expected === 'array') {
    return invalidParameter('Invalid array', param)
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string') {
    return invalidParameter(`Invalid string: ${JSON.stringify(given)}`, param)
  }
  if (issue.code === 'invalid_type') return invalidParameter('Invalid object', param)
  return invalidParameter(`Invalid ${param}: ${issue.message}`, param)
}

/** `['line_items', 0, 'price']` becomes `line_items[0][price]`. */
function paramName(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path
  return `${String(first ?? '')}${rest.map((part) => `[${String(part)}]`).join('')}`
}

function valueAt(raw: RawParams, path: readonly PropertyKey[]): unknown {
  let here: unknown = raw
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Reflect.get(here, String(part))
  }
  return here
}

function wordList(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  if (words.length === 2) return `either ${words[0]} or ${words[1]}`
  return `one of ${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`
}

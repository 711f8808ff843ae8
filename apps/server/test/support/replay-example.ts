import { expect } from 'vitest'
import type { Example } from '../../src/transport/http/openapi/route-docs.ts'

export interface Answered {
  status: number
  body: unknown
  headers: Headers
}

/** Sends a documented request as it stands there, with what only this run knows (a cookie, a token) in `headers`. */
export async function sendExample(
  url: string,
  { request }: Pick<Example, 'request'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const text = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body))
  const response = await fetch(`${url}${request.path}`, {
    method: request.method,
    headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...request.headers, ...headers },
    ...(text !== undefined && { body: text }),
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/**
 * Sends it and holds the answer against the documented one: the same status, the same fields, and the same values but for
 * texts that name something of this run, which must be of the same form (`cs_…`, an address, an instant, an id).
 */
export async function replayExample(
  url: string,
  example: Example,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const answered = await sendExample(url, example, headers)
  expect({ status: answered.status, body: answered.body }).toEqual({
    status: example.answer.status,
    body: formOf(example.answer.body),
  })
  return answered
}

const FORMS: readonly [RegExp, RegExp][] = [
  [/^cs_/, /^cs_(test_)?\w{8,}$/],
  [/^acct_/, /^acct_\w+$/],
  [/^pi_\w+_secret_/, /^pi_\w+_secret_\w{8,}$/],
  [/^pi_/, /^pi_\w{8,}$/],
  [/^txn_/, /^txn_[\da-f]{32}$/],
  [/^rk_live_/, /^rk_live_[\da-f]{64}$/],
  [/^whs_/, /^whs_[\da-f]{64}$/],
  [/^https?:\/\//, /^https?:\/\/\S+$/],
  [/^\d{4}-\d\d-\d\dT/, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/],
  [/^[\da-f]{8}-[\da-f]{4}-/, /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/],
]

/** A number this large is no amount of an example but an instant in Unix seconds. */
const LEAST_INSTANT = 1_000_000_000
const isInstant = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= LEAST_INSTANT

function formOf(documented: unknown): unknown {
  if (typeof documented === 'number' && documented >= LEAST_INSTANT) return expect.toSatisfy(isInstant)
  if (typeof documented === 'string') {
    const form = FORMS.find(([names]) => names.test(documented))
    return form ? expect.stringMatching(form[1]) : documented
  }
  if (Array.isArray(documented)) return documented.map(formOf)
  if (typeof documented === 'object' && documented !== null)
    return Object.fromEntries(Object.entries(documented).map(([name, value]) => [name, formOf(value)]))
  return documented
}

import type { z } from 'zod'
import type { Call } from '../context.ts'
import type { StripeErrorBody } from './errors.ts'
import type { RawParams } from './form-encoding.ts'
import { readParams } from './read-params.ts'

export type Method = 'GET' | 'POST' | 'DELETE'
export type PathIds = Record<string, string>

/** An answer that is an error and yet keeps what the call changed: a declined card leaves a failed charge. */
export class KeptFailure {
  readonly status: number
  readonly body: StripeErrorBody

  constructor(status: number, body: StripeErrorBody) {
    this.status = status
    this.body = body
  }
}

/** One operation of Stripe's API. */
export type Endpoint = {
  method: Method
  /** As the router writes it: `/v1/products/:id`. */
  path: string
  /** Method and path: how faults, logs and the README name it. */
  operation: string
  /** Checks the parameters, without touching state; the result does the work when run inside a transaction. */
  prepare(call: Call, raw: RawParams, pathIds: PathIds): Prepared
  /** Set where a buyer's browser may call too, with a publishable key: what it is answered. */
  forBuyers?: ForBuyers
}

export type ForBuyers = {
  /** The properties a buyer may have expanded. */
  expandable: readonly string[]
  /** The part of an answer, or of what lies in an error, that a buyer gets to see. */
  present(answer: object): object
}

export type Prepared = { expand: readonly string[]; run(): object | KeptFailure }

/**
 * Declares an operation. `schema` is what may be sent; `run` answers the object before expansion. What `run` throws
 * undoes the call.
 */
export function endpoint<S extends z.ZodType<{ expand?: string[] | undefined }>>(
  method: Method,
  path: string,
  schema: S,
  run: (call: Call, params: z.output<S>, pathIds: PathIds) => object | KeptFailure,
  forBuyers?: ForBuyers,
): Endpoint {
  return {
    method,
    path,
    operation: `${method} ${path}`,
    ...(forBuyers === undefined ? {} : { forBuyers }),
    prepare(call, raw, pathIds) {
      const params = readParams(schema, raw)
      return { expand: params.expand ?? [], run: () => run(call, params, pathIds) }
    },
  }
}

/** The id in the path. The router guarantees it. */
export function pathId(pathIds: PathIds, name = 'id'): string {
  return pathIds[name] ?? ''
}

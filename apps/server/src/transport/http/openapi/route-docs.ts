import type { z } from 'zod'

/** A group of routes in the document: a dialect, with who calls it. */
export interface DocsTag {
  name: string
  description: string
}

/** Ways to say who calls. */
export type DocsAuth = 'bearer' | 'visitCookie' | 'signInCookie' | 'stripeSignature' | 'site'
/** Beside other ways: that nobody has to say it for some of what the route does. */
export const UNSAID = 'unsaid'

/** One request and its answer, as the tests replay them. */
export interface Example {
  summary: string
  request: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
    /** With its query. */
    path: string
    headers?: Readonly<Record<string, string>>
    /** Sent as JSON. */
    body?: unknown
    /** Sent as it is instead, for bodies that are no JSON. */
    text?: string
  }
  answer: {
    status: number
    /** What differs from run to run, such as ids, is an example of its form. */
    body: unknown
  }
}
export type Examples = Readonly<Record<string, Example>>

export interface DocsAnswer {
  description: string
  schema?: z.ZodType
  /** `application/json` if not said. */
  type?: string
}

/** What the document says of a route; the schemas are the ones that its handler parses with. */
export interface RouteDocs {
  summary: string
  description?: string
  /** Any one of these is enough; none means that anybody may call. */
  auth?: readonly (DocsAuth | typeof UNSAID)[]
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** Whether the route takes an `Idempotency-Key`. */
  takesKey?: boolean
  answers: Readonly<Record<number, DocsAnswer>>
  /** The scope says it for all its routes; a route outside a `restScope` says it itself. */
  tag?: DocsTag
  /** The shape of every other answer; said by the scope. */
  error?: z.ZodType
  examples?: Examples
}

declare module 'fastify' {
  interface FastifyContextConfig {
    docs?: RouteDocs
  }
}

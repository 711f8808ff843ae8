import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What came as the request's body. The route decides what each means, and when: some must ask who calls first. */
export type SentBody =
  | { kind: 'json'; value: unknown }
  | { kind: 'none' }
  | { kind: 'malformed' }
  | { kind: 'not-json' }

const bodies = new WeakMap<FastifyRequest, SentBody>()

/** Only in a scope that reads bodies by `readBodies`. */
export const sentBody = (request: FastifyRequest): SentBody => bodies.get(request) ?? { kind: 'none' }

/**
 * Has the routes of this scope see a body that cannot be read instead of failing before them. JSON that would change a
 * prototype counts as malformed, as with Fastify's own parser, and so does what is nested deeper than any caller needs; of a
 * name that comes twice the last counts.
 */
export function readBodies(scope: FastifyInstance): void {
  const parseJson = scope.getDefaultJsonParser('error', 'error')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') return done(null, undefined)
    if (isTooDeep(String(text))) {
      bodies.set(request, { kind: 'malformed' })
      return done(null, undefined)
    }
    parseJson(request, String(text), (error, value) => {
      bodies.set(request, error === null ? { kind: 'json', value } : { kind: 'malformed' })
      done(null, error === null ? value : undefined)
    })
  })
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    bodies.set(request, bytes.length === 0 ? { kind: 'none' } : { kind: 'not-json' })
    done(null, undefined)
  })
}

/** Whoever walks over such a body later would run out of stack. */
const MAX_DEPTH = 50

/** Judged by the brackets outside of texts, before anything is built of it. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > MAX_DEPTH) return true
  }
  return false
}

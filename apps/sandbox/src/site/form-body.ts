import type { FastifyInstance } from 'fastify'

const LARGEST_FORM_BYTES = 16 * 1024

/** Makes a scope read plain HTML forms: one text per field, the last one when a field comes twice. */
export function readFormBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
}

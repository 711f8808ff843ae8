import type { FastifyInstance, FastifyReply } from 'fastify'
import type { FileStorage } from '../../modules/access/index.ts'
import { attachment } from '../../platform/content-disposition.ts'
import { byteRange } from './byte-range.ts'
import type { RouteDocs } from './openapi/route-docs.ts'

const REFUSALS = {
  forged: { status: 403, sentence: 'This download link is not valid. Open the file again from your library.' },
  expired: { status: 410, sentence: 'This download link has expired. Open the file again from your library.' },
  missing: { status: 404, sentence: 'This file is not here. Open it again from your library, or write to the shop.' },
} as const

const DOWNLOAD: RouteDocs = {
  tag: { name: 'Downloads', description: 'Links to files, as the library gives them to buyers.' },
  summary: 'A file',
  description: 'The signed link is the permission, and it expires. One byte range can be asked for by `Range`.',
  answers: {
    200: { description: 'The file.', type: '*/*' },
    206: { description: 'The part that was asked for.', type: '*/*' },
    403: { description: 'The link is forged.', type: 'text/html' },
    404: { description: 'There is no such file.', type: 'text/html' },
    410: { description: 'The link has expired.', type: 'text/html' },
    416: { description: 'The range lies beyond the end of the file.' },
  },
}

/** `GET /downloads/<key>?…`: the files of a storage whose links lead to this server. The link itself is the permission. */
export function downloadsRoutes(app: FastifyInstance, { storage }: { storage: FileStorage }): void {
  app.get<{ Params: { '*': string }; Querystring: Record<string, unknown> }>(
    '/downloads/*',
    { config: { docs: DOWNLOAD } },
    async (request, reply) => {
      keepPrivate(reply)
      const opened = await storage.openLink({ key: request.params['*'], query: request.query })
      if (!opened.ok) {
        const { status, sentence } = REFUSALS[opened.failure.kind]
        return reply.code(status).type('text/html; charset=utf-8').send(page(sentence))
      }

      const file = opened.value
      const range = byteRange(request.headers.range, file.sizeBytes)
      reply
        .header('content-type', file.contentType)
        .header('content-disposition', attachment(file.fileName))
        .header('accept-ranges', 'bytes')
      if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${file.sizeBytes}`).send()
      if (range === null) return reply.header('content-length', file.sizeBytes).send(file.read())
      return reply
        .code(206)
        .header('content-range', `bytes ${range.start}-${range.end}/${file.sizeBytes}`)
        .header('content-length', range.end - range.start + 1)
        .send(file.read(range))
    },
  )
}

/** A link is a secret, and a file may be anything: neither is kept on the way, guessed at, run, or passed on. */
function keepPrivate(reply: FastifyReply): void {
  reply
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('referrer-policy', 'no-referrer')
}

const page = (sentence: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Download</title><p>${sentence}</p><p><a href="/library">To the library</a></p></html>`
